package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/schedule"
)

// What a file may ask for. The largest of PSPLIB has 122 jobs.
const (
	maxJobs      = 20_000
	maxModes     = 1_000
	maxResources = 64
	maxNumber    = 1 << 20 // durations, requests and availabilities
	maxCells     = 1 << 22 // horizon × renewable resources
)

// The parts of a file, in their order. Each begins with its title on a line of its own.
const (
	partHeader = iota
	partProject
	partPrecedence
	partRequests
	partAvailable
)

var titles = []string{"", "PROJECT INFORMATION:", "PRECEDENCE RELATIONS:", "REQUESTS/DURATIONS:", "RESOURCEAVAILABILITIES:"}

// headings begin the line that names the columns of a part.
var headings = []string{"pronr.", "jobnr.", "R", "N"}

// parser reads one file of PSPLIB's single-mode or multi-mode format, line by line.
type parser struct {
	path   string
	line   int
	fields []string // of the line
	part   int

	in       *instance
	jobs     int   // announced; 0: not yet
	counts   []int // resources announced: renewable, non-renewable; -1: not yet
	modes    []int // announced for each job
	lines    []int // of each job in the precedence relations
	first    int   // job whose modes come next in the requests
	project  bool  // the row of the project was there
	complete bool  // the availabilities were there
}

// loadInstance reads the instance in a file. It is named after the file.
func loadInstance(path string) (*instance, error) {
	data, err := readLimited(path)
	if err != nil {
		return nil, err
	}
	return parseInstance(path, data)
}

func parseInstance(path string, data []byte) (*instance, error) {
	p := &parser{path: path, in: &instance{name: instanceName(path)}, counts: []int{-1, -1}}
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, maxFile+1)
	for s.Scan() {
		p.line++
		if err := p.take(s.Text()); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, p.line, err)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", path, p.line+1, err)
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.in, nil
}

// take reads one line.
func (p *parser) take(text string) error {
	p.fields = strings.Fields(text)
	if len(p.fields) == 0 || strings.Trim(text, "*- \t\r") == "" {
		return nil
	}
	if title := strings.TrimSpace(text); strings.HasSuffix(title, ":") && strings.ToUpper(title) == title {
		return p.enter(title)
	}
	if p.part == partHeader {
		return p.header(text)
	}
	if slices.Contains(headings, p.fields[0]) {
		return nil
	}
	row, err := p.numbers()
	if err != nil {
		return err
	}
	switch p.part {
	case partProject:
		return p.takeProject(row)
	case partPrecedence:
		return p.takePrecedence(row)
	case partRequests:
		return p.takeRequests(row)
	default:
		return p.takeAvailable(row)
	}
}

// enter begins a part. What a part needs of those before it is there then.
func (p *parser) enter(title string) error {
	if p.part+1 == len(titles) || titles[p.part+1] != title {
		return fmt.Errorf("%.40q is out of place: the parts are %s, in this order", title, strings.Join(titles[1:], " "))
	}
	if p.part == partHeader && (p.jobs == 0 || p.counts[0] < 0 || p.counts[1] < 0) {
		return errors.New("the numbers of jobs, renewable and nonrenewable resources are to be announced before this")
	}
	if p.part == partPrecedence && len(p.in.jobs) != p.jobs {
		return fmt.Errorf("%d jobs so far, %d announced: add the missing rows above", len(p.in.jobs), p.jobs)
	}
	p.part++
	return nil
}

// header reads a line of the form "key : value …". Keys that say nothing about the instance are left alone.
func (p *parser) header(text string) error {
	key, value, _ := strings.Cut(text, ":")
	key = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(key), "-"))
	var only int
	switch key {
	case "projects":
		return announced(&only, key, value, 1, 1)
	case "jobs (incl. supersource/sink )":
		return announced(&p.jobs, key, value, 1, maxJobs)
	case "renewable":
		return announced(&p.counts[0], key, value, 0, maxResources)
	case "nonrenewable":
		return announced(&p.counts[1], key, value, 0, maxResources)
	case "doubly constrained":
		return announced(&only, key, value, 0, 0)
	}
	return nil
}

// announced reads the number that a value of the header begins with.
func announced(n *int, key, value string, low, high int) error {
	number, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	var err error
	if *n, err = strconv.Atoi(number); err != nil || *n < low || *n > high {
		return fmt.Errorf("%s %.40q: want a number from %d to %d, other is not supported", key, number, low, high)
	}
	return nil
}

// numbers reads the line as numbers that are not negative.
func (p *parser) numbers() ([]int64, error) {
	row := make([]int64, len(p.fields))
	for i, f := range p.fields {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil || n < 0 || n > maxNumber {
			return nil, fmt.Errorf("column %d: %.40q: want a number from 0 to %d", i+1, f, maxNumber)
		}
		row[i] = n
	}
	return row, nil
}

// takeProject reads: number, jobs, release date, due date, tardiness cost, critical path. Due date and cost belong to
// another objective.
func (p *parser) takeProject(row []int64) error {
	switch {
	case p.project:
		return errors.New("a second project: only one is supported")
	case len(row) != 6:
		return fmt.Errorf("%d numbers: want 6 (pronr. #jobs rel.date duedate tardcost MPM-Time)", len(row))
	case row[2] != 0:
		return fmt.Errorf("release date %d: only 0 is supported", row[2])
	}
	p.project = true
	return nil
}

// takePrecedence reads: job, number of modes, number of successors, successors.
func (p *parser) takePrecedence(row []int64) error {
	want := len(p.in.jobs) + 1
	switch {
	case len(row) < 3:
		return fmt.Errorf("%d numbers: want the job, its number of modes, its number of successors, the successors", len(row))
	case want > p.jobs:
		return fmt.Errorf("job %d: %d jobs are announced: correct the number or drop the row", row[0], p.jobs)
	case row[0] != int64(want):
		return fmt.Errorf("job %d: want job %d: the jobs are numbered from 1, one row each", row[0], want)
	case row[1] < 1 || row[1] > maxModes:
		return fmt.Errorf("job %d: %d modes: want 1 to %d", row[0], row[1], maxModes)
	case row[2] != int64(len(row)-3):
		return fmt.Errorf("job %d: %d successors listed, %d announced: correct the number or the list", row[0], len(row)-3, row[2])
	}
	j := job{}
	for _, n := range row[3:] {
		if n < 1 || n > int64(p.jobs) || n == row[0] {
			return fmt.Errorf("job %d: successor %d: want another job, 1 to %d", row[0], n, p.jobs)
		}
		j.next = append(j.next, int(n)-1)
	}
	p.in.jobs = append(p.in.jobs, j)
	p.modes = append(p.modes, int(row[1]))
	p.lines = append(p.lines, p.line)
	return nil
}

// takeRequests reads: job, mode, duration, an amount per resource; without the job in rows of its second and later modes.
func (p *parser) takeRequests(row []int64) error {
	at := p.requested()
	if at == len(p.in.jobs) {
		return fmt.Errorf("a row after the last mode of job %d: correct the number of modes in the precedence relations", at)
	}
	j := &p.in.jobs[at]
	want := 2 + p.counts[0] + p.counts[1]
	if len(j.modes) == 0 {
		if len(row) != want+1 || row[0] != int64(at+1) {
			return fmt.Errorf("want job %d: its number, mode, duration and %d amounts, %d numbers", at+1, want-2, want+1)
		}
		row = row[1:]
	}
	if len(row) != want || row[0] != int64(len(j.modes)+1) {
		return fmt.Errorf("want mode %d of job %d, which has %d modes: mode, duration and %d amounts, %d numbers",
			len(j.modes)+1, at+1, p.modes[at], want-2, want)
	}
	j.modes = append(j.modes, mode{duration: int(row[1]), requests: row[2:]})
	return nil
}

// requested is the first job that has modes yet to come.
func (p *parser) requested() int {
	for p.first < len(p.in.jobs) && len(p.in.jobs[p.first].modes) == p.modes[p.first] {
		p.first++
	}
	return p.first
}

func (p *parser) takeAvailable(row []int64) error {
	if p.complete {
		return errors.New("a second row of availabilities: drop one")
	}
	if want := p.counts[0] + p.counts[1]; len(row) != want {
		return fmt.Errorf("%d availabilities for %d resources", len(row), want)
	}
	p.in.renewable, p.in.nonrenewable = row[:p.counts[0]], row[p.counts[0]:]
	p.complete = true
	return nil
}

// finish checks what only the whole file tells.
func (p *parser) finish() error {
	if p.part+1 < len(titles) {
		return fmt.Errorf("%s:%d: the file ends before %s: fetch it again", p.path, p.line, titles[p.part+1])
	}
	if at := p.requested(); at < len(p.in.jobs) {
		return fmt.Errorf("%s:%d: job %d has %d modes, %d announced", p.path, p.lines[at], at+1, len(p.in.jobs[at].modes), p.modes[at])
	}
	if !p.complete && p.counts[0]+p.counts[1] > 0 {
		return fmt.Errorf("%s:%d: the file ends before the availabilities: fetch it again", p.path, p.line)
	}
	if _, at := p.in.criticalPath(); at >= 0 {
		return fmt.Errorf("%s:%d: job %d comes after itself: take a successor out of the cycle", p.path, p.lines[at], at+1)
	}
	h := p.in.horizon()
	if h > schedule.MaxHorizon || h*int64(len(p.in.renewable)) > maxCells {
		return fmt.Errorf("%s: the longest durations add up to %d periods, for %d renewable resources: too large to solve",
			p.path, h, len(p.in.renewable))
	}
	return nil
}
