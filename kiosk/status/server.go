// Package status lets those who look after a hall's kiosks see from elsewhere how one is: a small
// HTTP server that can be read and nothing else, with the kiosk's report as JSON and as metrics.
// It asks no password, because there is nothing to protect in a report (see package fleet); it
// protects the kiosk instead, with limits on everything that a caller could use up.
package status

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"daoyin/content/fleet"
)

const (
	// fresh is how long one report answers everybody: making one reads the ticket journal.
	fresh = time.Second
	// callers is how many connections are open at once; more wait outside.
	callers = 16
)

// Handler answers GET (and HEAD) of fleet.ReportPath and fleet.MetricsPath with what report gives,
// asking it once a second at most; everything else is refused. report may be called from any
// goroutine, by one at a time.
func Handler(report func() fleet.Report) http.Handler {
	recent := &recent{make: report}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+fleet.ReportPath, func(w http.ResponseWriter, _ *http.Request) {
		body, err := json.MarshalIndent(recent.get(), "", "  ")
		if err != nil {
			http.Error(w, "the report cannot be written as JSON", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Write(append(body, '\n')) // a caller who has gone is not told so
	})
	mux.Handle("GET "+fleet.MetricsPath, metrics(recent.get))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}

// recent is the last report.
type recent struct {
	make func() fleet.Report
	mu   sync.Mutex
	at   time.Time
	last fleet.Report
}

func (r *recent) get() fleet.Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.at.IsZero() || time.Since(r.at) >= fresh {
		r.last = r.make()
		r.at = time.Now()
	}
	return r.last
}

// Server is a running endpoint.
type Server struct {
	http     *http.Server
	listener net.Listener
	done     chan struct{}
}

// Listen answers at address, HOST:PORT. The error is a sentence with a remedy, but names neither
// file nor key, which the caller knows. What goes wrong later is logged.
func Listen(address string, report func() fleet.Report, logger *slog.Logger) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, reason(address, err)
	}
	s := &Server{
		http: &http.Server{
			Handler:           Handler(report),
			ReadHeaderTimeout: 3 * time.Second,
			ReadTimeout:       5 * time.Second,
			WriteTimeout:      10 * time.Second,
			IdleTimeout:       30 * time.Second,
			MaxHeaderBytes:    8 << 10,
			ErrorLog:          log.New(writer{logger}, "", 0),
		},
		listener: l,
		done:     make(chan struct{}),
	}
	go func() {
		defer close(s.done)
		if err := s.http.Serve(netutil.LimitListener(l, callers)); !errors.Is(err, http.ErrServerClosed) {
			logger.Error("the status endpoint ended", "cause", err)
		}
	}()
	return s, nil
}

// reason says why an address cannot be listened at.
func reason(address string, err error) error {
	var dns *net.DNSError
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("the port of %s is in use by another program; give another one, or end that program", address)
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &dns):
		return fmt.Errorf("this machine has no address such as %s; give one of its own (`ip address` lists them), or 127.0.0.1", address)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("the port of %s is not open to this program; give one above 1023", address)
	}
	return fmt.Errorf("nothing can listen at %s (%w); give an address such as 127.0.0.1:8090", address, err)
}

// Addr is where the server listens: the address asked for, with a real port in place of 0.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Close ends the server, giving answers under way a moment.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	<-s.done
	return err
}

// writer passes what the HTTP server complains of, such as a caller's broken request, to the log.
type writer struct{ log *slog.Logger }

var _ io.Writer = writer{}

func (w writer) Write(line []byte) (int, error) {
	w.log.Debug("the status endpoint", "remark", strings.TrimSpace(string(line)))
	return len(line), nil
}
