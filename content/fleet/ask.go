package fleet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Answer is what became of asking one kiosk.
type Answer struct {
	Kiosk
	// Report is nil when the kiosk was not reached; Err then says why.
	Report *Report
	Err    error
}

const (
	// longest is how many bytes of an answer are read; a report has a few thousand.
	longest = 1 << 20
	// together is how many kiosks are asked at once.
	together = 32
)

// Ask asks all kiosks together and returns their answers in the order of the list. Each has
// patience from when it is asked. Redirections are not followed and no proxy is used: a kiosk
// answers by itself.
func Ask(ctx context.Context, list []Kiosk, patience time.Duration) []Answer {
	transport := &http.Transport{DisableKeepAlives: true, MaxResponseHeaderBytes: 16 << 10}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answers := make([]Answer, len(list))
	free := make(chan struct{}, together)
	var work sync.WaitGroup
	for i, k := range list {
		work.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			r, err := ask(ctx, client, k.URL+ReportPath)
			if ctx.Err() == context.DeadlineExceeded && err != nil {
				err = fmt.Errorf("no whole answer within %s: check that it is switched on and the network between", patience)
			}
			answers[i] = Answer{Kiosk: k, Report: r, Err: err}
		})
	}
	work.Wait()
	return answers
}

func ask(ctx context.Context, client *http.Client, url string) (*Report, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, reason(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("what answers is not a kiosk (HTTP status %d): check address and port", response.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, longest+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(data) > longest {
		return nil, errors.New("what answers is not a kiosk (its answer has no end): check address and port")
	}
	return Decode(data)
}

// reason is a sentence for what went wrong on the way.
func reason(err error) error {
	var dns *net.DNSError
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("nothing listens there: check that the kiosk runs and its key status.listen")
	case errors.As(err, &dns):
		return fmt.Errorf("the name %s is not known: check the address", dns.Name)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return errors.New("no way leads there: check the network between")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return errors.New("the line was cut in the middle of the answer: ask again")
	}
	return fmt.Errorf("the kiosk was not reached: %w", err)
}

// Newest returns the release that the kiosks which answered should all have: that of the latest
// date. Where several of that date differ, it is the one that most kiosks have, and ambiguous is
// set: the date does not tell which came later. It is nil when no kiosk has a release.
func Newest(answers []Answer) (newest *Release, ambiguous bool) {
	count := map[string]int{}
	for _, a := range answers {
		if a.Report != nil && a.Report.Release != nil {
			count[a.Report.Release.Hash]++
		}
	}
	for _, a := range answers {
		if a.Report == nil || a.Report.Release == nil {
			continue
		}
		r := a.Report.Release
		switch {
		case newest == nil || r.Date > newest.Date:
			newest, ambiguous = r, false
		case r.Date == newest.Date && r.Hash != newest.Hash:
			ambiguous = true
			if c := count[r.Hash] - count[newest.Hash]; c > 0 || c == 0 && strings.Compare(r.Hash, newest.Hash) < 0 {
				newest = r
			}
		}
	}
	return newest, ambiguous
}

// Has reports whether the kiosk was reached and guides with that release.
func (a *Answer) Has(r *Release) bool {
	return a.Report != nil && a.Report.Guiding && a.Report.Release != nil && r != nil && a.Report.Release.Hash == r.Hash
}
