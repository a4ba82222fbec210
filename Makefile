# make run    shows a whole visit: in a window where there is a display, else under Xvfb into out/demo/
# make test   all tests
# make build  bin/kiosk, bin/contentctl, bin/devicectl
# make soak   the tests that kill, many more times
# make bench  what is measured, as ratios where there is something to compare with

# X11 only (the kiosk runs on Xorg), Fyne's own threading model, no emoji font.
TAGS := no_emoji,migrated_fynedo,x11
WINDOW := ./kiosk ./kiosk/window/...
# Everything but the window builds without a C compiler.
PURE = $(shell go list ./... | grep -v -e '^daoyin/kiosk$$' -e '^daoyin/kiosk/window')
RELEASE := out/sample.release

.PHONY: build run test bench fuzz soak screens clean window-notice

build: window-notice
	@packaging/setup.sh build
	@mkdir -p bin
	go build -tags $(TAGS) -o bin/kiosk ./kiosk
	CGO_ENABLED=0 go build -o bin/contentctl ./content/contentctl
	CGO_ENABLED=0 go build -o bin/devicectl ./devices/devicectl

window-notice:
	@[ -x bin/kiosk ] || echo "Building; the first time the window library takes four or five minutes on two cores."

$(RELEASE): build $(shell find assets/content -type f 2>/dev/null)
	@mkdir -p out
	bin/contentctl build assets/content $(RELEASE)

run:
	@packaging/setup.sh run
	@$(MAKE) --no-print-directory $(RELEASE)
	go run ./kiosk/demo --bin bin --release $(RELEASE) --out out/demo

test:
	@packaging/setup.sh test
	@test -z "$$(gofmt -l kiosk devices content assets)" || { echo "gofmt would change:"; gofmt -l kiosk devices content assets; exit 1; }
	@$(MAKE) --no-print-directory $(RELEASE)
	CGO_ENABLED=0 go build $(PURE)
	go vet -tags $(TAGS) ./...
	go test -race $(PURE)
	go test -p 1 -tags $(TAGS) $(WINDOW)

# The real kiosk without devices, beside a bare Fyne page with the same font and, where it is
# installed, Chromium.
bench:
	@packaging/setup.sh test
	@$(MAKE) --no-print-directory $(RELEASE)
	go test -run '^$$' -bench . -benchmem ./content/search ./content/release ./content/guide ./devices/receipt ./devices/idcard ./kiosk/screens ./kiosk/tickets
	@printf '[content]\nrelease = "sample.release"\n[kiosk]\nstate = "bench.db"\n[screen]\nfullscreen = true\n' > out/bench.toml
	go run -tags $(TAGS) ./kiosk/window/bench measure --kiosk "bin/kiosk run --config out/bench.toml --observe-fd {observe} --clock 2026-11-24T14:06" \
		--touch attract.start,home.event.birth,list.item.birth-registration,item.start,answer.married,answer.home,answer.mother,bar.home

# Kills at random moments, more than make test has time for.
KILLS ?= 250
soak:
	DAOYIN_KILLS=$(KILLS) go test -race -count=1 -v -timeout 60m -run KilledAtAnyMoment ./content/publish ./kiosk/takeup

# Fuzzing of every parser, FUZZTIME each.
FUZZTIME ?= 1m
fuzz:
	@for package in $$(go list ./content/... ./devices/... ./kiosk/visit ./kiosk/staff); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

# Every page as a picture in out/screens/.
screens:
	@packaging/setup.sh run
	@$(MAKE) --no-print-directory $(RELEASE)
	go run -tags $(TAGS) ./kiosk/window/gallery -release $(RELEASE) -out out/screens

clean:
	rm -rf bin out
