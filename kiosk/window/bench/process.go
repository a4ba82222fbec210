package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// memory is what a program and its children take, in bytes, as the kernel shares it out: a page
// that two processes hold counts half for each (PSS in proc(5)).
type memory struct {
	whole int
	// anonymous is the part that no file stands behind.
	anonymous int
}

// memoryOf adds up a process and its descendants.
func memoryOf(pid int) (memory, error) {
	var sum memory
	for _, member := range family(pid) {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", member))
		if errors.Is(err, os.ErrNotExist) {
			continue // ended meanwhile
		}
		if err != nil {
			return memory{}, fmt.Errorf("failed to read a process's memory, run as the user who started it: %w", err)
		}
		for line := range bytes.Lines(data) {
			fields := strings.Fields(string(line))
			if len(fields) < 2 {
				continue
			}
			kilobytes, _ := strconv.Atoi(fields[1])
			switch fields[0] {
			case "Pss:":
				sum.whole += kilobytes << 10
			case "Pss_Anon:":
				sum.anonymous += kilobytes << 10
			}
		}
	}
	return sum, nil
}

// processorOf adds up the processor time of a process and its descendants.
func processorOf(pid int) (time.Duration, error) {
	var ticks int
	for _, member := range family(pid) {
		fields, err := statOf(member)
		if err != nil {
			continue // ended meanwhile
		}
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		ticks += user + system
	}
	const perSecond = 100 // USER_HZ, the same on every Linux of this architecture
	return time.Duration(ticks) * time.Second / perSecond, nil
}

// family is a process and its descendants.
func family(pid int) []int {
	children := map[int][]int{}
	entries, _ := filepath.Glob("/proc/[0-9]*")
	for _, entry := range entries {
		child, err := strconv.Atoi(filepath.Base(entry))
		if err != nil {
			continue
		}
		if fields, err := statOf(child); err == nil {
			parent, _ := strconv.Atoi(fields[1])
			children[parent] = append(children[parent], child)
		}
	}
	members := []int{pid}
	for i := 0; i < len(members); i++ {
		members = append(members, children[members[i]]...)
	}
	return members
}

// statOf returns the fields of /proc/PID/stat after the name, the state first.
func statOf(pid int) ([]string, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	// The name stands in brackets and may hold brackets and spaces itself.
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 13 {
		return nil, fmt.Errorf("process %d tells too little of itself", pid)
	}
	return fields, nil
}
