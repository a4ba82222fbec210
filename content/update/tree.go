package update

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Tree is where a tree is read from.
type Tree interface {
	// open reads a file, named by its slashed path in the tree, from offset. from is where the
	// reader really begins: offset, or 0 when the place cannot begin elsewhere. The error is
	// errAbsent, errBeyond (there is nothing at offset), or a *Fault.
	open(ctx context.Context, name string, offset int64) (r io.ReadCloser, from int64, err error)
	// String names the place for people.
	String() string
}

// errBeyond means that a file is shorter than the offset asked for.
var errBeyond = errors.New("the file ends before that place")

// At is the tree at a web address (http or https) or in a folder.
func At(place string) (Tree, error) {
	if !strings.Contains(place, "://") {
		return folder(place), nil
	}
	u, err := url.Parse(place)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is neither a folder nor a web address such as https://hall.example/tree", place)
	}
	return newServer(u), nil
}

// FirstRoot is the root that a tree itself begins with. It proves nothing of who published there.
func FirstRoot(ctx context.Context, tree Tree) ([]byte, error) {
	const name = MetadataFolder + "/1.root.json"
	root, err := fetch(ctx, tree, name, maxMetadata)
	if errors.Is(err, errAbsent) {
		return nil, newFault(NoTree, tree, "there is no %s", name)
	}
	return root, err
}

type folder string

func (f folder) String() string { return string(f) }

func (f folder) open(_ context.Context, name string, offset int64) (io.ReadCloser, int64, error) {
	file, err := os.Open(filepath.Join(string(f), filepath.FromSlash(name)))
	if errors.Is(err, os.ErrNotExist) {
		return nil, 0, errAbsent
	}
	if err == nil {
		_, err = file.Seek(offset, io.SeekStart)
		if err != nil {
			file.Close() // the first error is the one to tell
		}
	}
	if err != nil {
		return nil, 0, newFault(Unreached, f, "%s cannot be read (%w)", name, err)
	}
	return file, offset, nil
}

// Patience with a server: to answer, and between two pieces of an answer.
const (
	answerPatience = 20 * time.Second
	piecePatience  = 30 * time.Second
)

type server struct {
	base   *url.URL
	client *http.Client
}

func newServer(base *url.URL) server {
	return server{base: base, client: &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: answerPatience}).DialContext,
			TLSHandshakeTimeout:    answerPatience,
			ResponseHeaderTimeout:  answerPatience,
			MaxResponseHeaderBytes: 64 << 10,
			IdleConnTimeout:        time.Minute,
			// A compressed answer has no ranges, and could grow without end.
			DisableCompression: true,
		},
		// Followed, a redirection could lead a kiosk anywhere in the hall's network.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (s server) String() string { return s.base.Redacted() }

func (s server) open(ctx context.Context, name string, offset int64) (io.ReadCloser, int64, error) {
	ctx, cancel := context.WithCancel(ctx)
	unreached := func(err error) (io.ReadCloser, int64, error) {
		cancel()
		return nil, 0, newFault(Unreached, s, "%s cannot be read (%w)", name, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base.JoinPath(name).String(), nil)
	if err != nil {
		return unreached(err)
	}
	if offset > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", offset))
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return unreached(err)
	}
	body := &watched{body: resp.Body, cancel: cancel, timer: time.AfterFunc(piecePatience, cancel)}
	if resp.StatusCode == http.StatusOK {
		return body, 0, nil
	}
	if resp.StatusCode == http.StatusPartialContent && offset > 0 {
		if strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", offset)) {
			return body, offset, nil
		}
	}
	body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone, code == http.StatusForbidden:
		// Some stores of files answer "forbidden" for what is not there.
		return nil, 0, errAbsent
	case code == http.StatusRequestedRangeNotSatisfiable:
		return nil, 0, errBeyond
	case code >= 300 && code < 400:
		return nil, 0, newFault(Redirected, s, "%s leads to %q", name, resp.Header.Get("Location"))
	}
	return nil, 0, newFault(Unreached, s, "the server answers %s for %s", resp.Status, name)
}

// watched is a body that gives up when nothing comes for a while.
type watched struct {
	body   io.ReadCloser
	cancel context.CancelFunc
	timer  *time.Timer
}

func (w *watched) Read(p []byte) (int, error) {
	w.timer.Reset(piecePatience)
	return w.body.Read(p)
}

func (w *watched) Close() error {
	w.timer.Stop()
	defer w.cancel()
	return w.body.Close()
}

// fetch reads a small file whole.
func fetch(ctx context.Context, tree Tree, name string, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*piecePatience)
	defer cancel()
	r, _, err := tree.open(ctx, name, 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, newFault(TooLong, tree, "%s is longer than %d bytes", name, limit)
	}
	if err != nil {
		return nil, cut(tree, name, err)
	}
	return data, nil
}

// cut is an answer that broke off before its announced end.
func cut(tree Tree, name string, err error) error {
	return newFault(Unreached, tree, "%s broke off (%w)", name, err)
}
