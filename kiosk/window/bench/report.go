package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// report prints a column a program and then the ratios that the kiosk is held to.
func report(out io.Writer, programs []*program) {
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	row := func(label string, cell func(*program) string) {
		fmt.Fprintf(table, "%s\t", label)
		for _, p := range programs {
			fmt.Fprintf(table, "%s\t", cell(p))
		}
		fmt.Fprintln(table)
	}
	row("", func(p *program) string { return p.name })
	row("first picture, median ms", func(p *program) string { return milliseconds(p.first, 50) })
	row("least to most", func(p *program) string {
		return milliseconds(p.first, 0) + " to " + milliseconds(p.first, 100)
	})
	row("tap to next page, p50 ms", func(p *program) string { return milliseconds(p.taps, 50) })
	row("p95 ms", func(p *program) string { return milliseconds(p.taps, 95) })
	row("slowest", func(p *program) string { return milliseconds(p.taps, 100) + " " + p.slowest })
	row("taps, of them missed", func(p *program) string { return fmt.Sprintf("%d, %d", len(p.taps)+p.missed, p.missed) })
	row("memory fresh, MB PSS", func(p *program) string { return megabytes(p.fresh.whole) })
	row("after the taps, MB PSS", func(p *program) string { return megabytes(p.after.whole) })
	row("of it no file's, MB", func(p *program) string { return megabytes(p.after.anonymous) })
	row("processor at rest, %", func(p *program) string { return fmt.Sprintf("%.1f", 100*p.idle) })
	_ = table.Flush()

	bare, kiosk := programs[0], programs[1]
	fmt.Fprintln(out)
	goal(out, "first picture, kiosk to bare", ratio(kiosk.first, bare.first), 1.3, "%.2f")
	goal(out, "memory, kiosk less bare, MB", float64(kiosk.fresh.whole-bare.fresh.whole)/(1<<20), 60, "%.0f")
	goal(out, "tap to next page, p50 ms", quantile(kiosk.taps, 50).Seconds()*1000, 40, "%.0f")
	goal(out, "tap to next page, p95 ms", quantile(kiosk.taps, 95).Seconds()*1000, 75, "%.0f")
	if len(programs) > 2 {
		browser := programs[2]
		goal(out, "first picture, kiosk to Chromium", ratio(kiosk.first, browser.first), 0.45, "%.2f")
		fmt.Fprintf(out, "tap to next page, kiosk to Chromium: %.2f\n", ratio(kiosk.taps, browser.taps))
		fmt.Fprintf(out, "memory, kiosk to Chromium: %.2f\n", float64(kiosk.after.whole)/float64(max(1, browser.after.whole)))
	}
}

func goal(out io.Writer, label string, got, most float64, format string) {
	verdict := "reached"
	if got > most {
		verdict = "missed"
	}
	fmt.Fprintf(out, "%s: "+format+" (at most "+format+": %s)\n", label, got, most, verdict)
}

func ratio(a, b []time.Duration) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return quantile(a, 50).Seconds() / quantile(b, 50).Seconds()
}

// quantile is the value that the given part of all, in per cent, does not exceed.
func quantile(values []time.Duration, percent int) time.Duration {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

func milliseconds(values []time.Duration, percent int) string {
	if len(values) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", quantile(values, percent).Seconds()*1000)
}

func megabytes(bytes int) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", float64(bytes)/(1<<20))
}
