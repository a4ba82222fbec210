package status

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"daoyin/content/fleet"
)

// metrics serves reports in Prometheus' text format.
func metrics(report func() fleet.Report) http.Handler {
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(collector{report})
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{MaxRequestsInFlight: callers, DisableCompression: true})
}

// collector turns a report into metrics at the moment they are asked for. Times are seconds since
// 1970; what the report does not know is left out.
type collector struct{ report func() fleet.Report }

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("daoyin_"+name, help, labels, nil)
}

var (
	descInfo        = describe("info", "The kiosk's name and its program's version.", "kiosk", "version")
	descUptime      = describe("uptime_seconds", "Time since the kiosk started.")
	descGuiding     = describe("guiding", "1 while the kiosk guides visitors, 0 while it sends them to the desk.")
	descRelease     = describe("release_info", "The release that the kiosk guides with.", "date", "hash")
	descReleaseDate = describe("release_date_timestamp_seconds", "The beginning of the release's day, in UTC.")
	descItems       = describe("release_items", "Items in the release.")
	descRefused     = describe("release_refused_timestamp_seconds", "When a release was last not taken; the status page says why.")
	descState       = describe("device_state", "1 for the state in which a device was seen last.", "device", "state")
	descFault       = describe("device_fault", "1 while a device needs somebody.", "device")
	descSeen        = describe("device_seen_timestamp_seconds", "When a device's state was seen.", "device")
	descSuccess     = describe("device_success_timestamp_seconds", "When a device last did its work.", "device")
	descPaper       = describe("paper", "1 for what the paper sensors said last.", "state")
	descUncertain   = describe("tickets_uncertain", "Tickets of which nobody knows whether they came out.")
	descToday       = describe("tickets_today", "Today's tickets by what became of them.", "outcome")
)

// Describe implements prometheus.Collector.
func (collector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descInfo, descUptime, descGuiding, descRelease, descReleaseDate, descItems, descRefused,
		descState, descFault, descSeen, descSuccess, descPaper, descUncertain, descToday} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c collector) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		m, err := prometheus.NewConstMetric(d, prometheus.GaugeValue, v, labels...)
		if err != nil {
			m = prometheus.NewInvalidMetric(d, err)
		}
		to <- m
	}
	at := func(d *prometheus.Desc, t time.Time, labels ...string) {
		if !t.IsZero() {
			gauge(d, float64(t.Unix()), labels...)
		}
	}
	r := c.report()
	gauge(descInfo, 1, r.Kiosk, r.Version)
	gauge(descUptime, float64(r.Uptime))
	gauge(descGuiding, truth(r.Guiding))
	if r.Release != nil {
		gauge(descRelease, 1, r.Release.Date, r.Release.Hash)
		gauge(descItems, float64(r.Release.Items))
		if day, err := time.Parse(time.DateOnly, r.Release.Date); err == nil {
			at(descReleaseDate, day)
		}
	}
	if r.Refusal != nil {
		at(descRefused, r.Refusal.At)
	}
	for _, d := range r.Devices {
		gauge(descState, 1, d.Name, d.State)
		gauge(descFault, truth(d.Fault), d.Name)
		at(descSeen, d.Seen, d.Name)
		at(descSuccess, d.Success, d.Name)
	}
	for _, p := range fleet.Papers {
		gauge(descPaper, truth(p == r.Paper), string(p))
	}
	if r.Fault != "" {
		return // tickets that could not be counted are not none
	}
	gauge(descUncertain, float64(len(r.Uncertain)))
	for _, o := range []struct {
		outcome string
		count   int
	}{{"printed", r.Today.Printed}, {"not_printed", r.Today.NotPrinted}, {"uncertain", r.Today.Uncertain}, {"under_way", r.Today.UnderWay}} {
		gauge(descToday, float64(o.count), o.outcome)
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
