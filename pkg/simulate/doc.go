// Package simulate plays an estimate or a plan many times, each time with other prices, durations, lead times, weather and
// claim lags, and says how the outcomes spread: quantiles of cost, finish and cash, the chance of meeting each day, and
// what drives the spread. Begin with Run in run.go; the way of one run is
//
//	draw.go     what is drawn, in a fixed order
//	place.go    when each activity takes place then
//	critical.go which activities decide the finish
//	money.go    what is spent, counted and paid back, and the cash account
//
// model.go gets a planner.Play ready for that, claims.go what it pays and claims, split.go divides a price into payments,
// sample.go keeps what runs leave, result.go and drivers.go read it off.
// docs/uncertainty.md states the distributions, the rules of a run and every default.
//
// # The rule of a run
//
// The plan's options and order are kept; nothing is optimised again. In the order of planned start, then name, each activity
// takes the first place
//
//   - that is not before its planned start: crews, customers and frozen days are booked;
//   - where everything that it waits for is complete, and the wait over;
//   - where no day is closed to it, its crews are there and free, and a delivery is not barred;
//   - where no more packages are off in a period than the plan has off in any: the joint limits on outages are not
//     looked at beyond that.
//
// With typical values for everything that gives the plan, day by day. Money does not hold an activity up: how often it would
// not have been there is counted.
//
// It may import planner, scenario, cost, cost/uncertain, inventory and internal/strict.
package simulate
