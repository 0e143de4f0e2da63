package planner

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/strict"
)

func TestSmoke(t *testing.T) {
	dir := os.Getenv("OP")
	if dir == "" {
		t.Skip()
	}
	var r strict.Reader
	t0 := time.Now()
	in := Load(&r, dir, nil)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	fmt.Println("load", time.Since(t0))
	c, err := NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("case", time.Since(t0), len(c.Packages))
	p, err := c.Plan(context.Background(), Options{Progress: func(p Progress) { fmt.Printf("%v %+v\n", time.Since(t0), p) }})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("plan", time.Since(t0))
	for _, o := range p.Objectives {
		g, _ := o.Gap()
		fmt.Println(o.Name, o.Value, *o.Bound, g)
	}
	fmt.Printf("%+v\n%+v\n", p.Baseline, p.Totals)
	for i := range c.Packages {
		if i%20 == 0 {
			q := c.Packages[i]
			fmt.Println(q.ID, q.Domain, q.Risk, q.Subscribers, q.Lost, len(q.Options), len(q.After), q.Options[0].ID, q.Options[0].Totals.Cost)
		}
	}
}
