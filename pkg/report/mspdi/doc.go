// Package mspdi writes a plan as Microsoft Project XML (MSPDI), which Microsoft Project, Primavera P6 and others open, and
// reads it back.
//
// Begin with Encode in encode.go; outline.go has which tasks there are, calendar.go and crew.go what they are done by and
// when, wire.go the elements in the order of the schema. The tests read a file back (read_test.go) and say what in it does not fit together.
//
// A plan counts in whole days, the last one included. So the calendar of the file works on all seven days of a week, from 8
// to 12 and from 13 to 17 o'clock: work from a Monday to a Sunday starts at 8 on the Monday, finishes at 17 on the Sunday and
// takes seven days of eight hours, and whoever reads the dates alone reads those of the plan. Waits are in elapsed days,
// which no calendar changes. Amounts are in hundredths of a dollar, as the format has them.
//
// The order of the elements is that of the schema that Microsoft publishes (mspdi_pj12.xsd), with Active and Manual where
// Project 2010 and later write them.
package mspdi
