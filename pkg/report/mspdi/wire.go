package mspdi

import (
	"encoding/xml"
)

// Namespace is that of every element.
const Namespace = "http://schemas.microsoft.com/project"

// Project is a file. Moments are local time, YYYY-MM-DDTHH:MM:SS; durations are working time, PTnHnMnS.
type Project struct {
	XMLName            xml.Name            `xml:"http://schemas.microsoft.com/project Project"`
	SaveVersion        int                 `xml:"SaveVersion"`
	Name               string              `xml:"Name"`
	Title              string              `xml:"Title"`
	Author             string              `xml:"Author"`
	ScheduleFromStart  Flag                `xml:"ScheduleFromStart"`
	StartDate          string              `xml:"StartDate"`
	FinishDate         string              `xml:"FinishDate"`
	CurrencyDigits     int                 `xml:"CurrencyDigits"`
	CurrencySymbol     string              `xml:"CurrencySymbol"`
	CurrencyCode       string              `xml:"CurrencyCode"`
	CalendarUID        int                 `xml:"CalendarUID"`
	DefaultStartTime   string              `xml:"DefaultStartTime"`
	DefaultFinishTime  string              `xml:"DefaultFinishTime"`
	MinutesPerDay      int                 `xml:"MinutesPerDay"`
	MinutesPerWeek     int                 `xml:"MinutesPerWeek"`
	DaysPerMonth       int                 `xml:"DaysPerMonth"`
	DefaultTaskType    int                 `xml:"DefaultTaskType"`
	DurationFormat     int                 `xml:"DurationFormat"`
	NewTasksEffort     Flag                `xml:"NewTasksEffortDriven"`
	WeekStartDay       int                 `xml:"WeekStartDay"`
	NewTasksAreManual  Flag                `xml:"NewTasksAreManual"`
	ExtendedAttributes []ExtendedAttribute `xml:"ExtendedAttributes>ExtendedAttribute"`
	Calendars          []Calendar          `xml:"Calendars>Calendar"`
	Tasks              []Task              `xml:"Tasks>Task"`
	Resources          []Resource          `xml:"Resources>Resource"`
	Assignments        []Assignment        `xml:"Assignments>Assignment"`
}

// ExtendedAttribute names a field that the schema leaves to its users.
type ExtendedAttribute struct {
	FieldID   int    `xml:"FieldID"`
	FieldName string `xml:"FieldName"`
	Alias     string `xml:"Alias"`
}

// Calendar is one that others refer to, or that of a resource, which has no days of its own.
type Calendar struct {
	UID             int         `xml:"UID"`
	Name            string      `xml:"Name"`
	IsBaseCalendar  Flag        `xml:"IsBaseCalendar"`
	BaseCalendarUID int         `xml:"BaseCalendarUID"` // −1 for none
	WeekDays        *WeekDays   `xml:"WeekDays"`
	Exceptions      *Exceptions `xml:"Exceptions"`
}

// WeekDays are the days of a calendar.
type WeekDays struct {
	WeekDay []WeekDay `xml:"WeekDay"`
}

// WeekDay is a day of the week, 1 on a Sunday to 7 on a Saturday, or, as 0, an exception for readers that know no Exceptions.
type WeekDay struct {
	DayType      int           `xml:"DayType"`
	DayWorking   Flag          `xml:"DayWorking"`
	TimePeriod   *TimePeriod   `xml:"TimePeriod"`
	WorkingTimes *WorkingTimes `xml:"WorkingTimes"`
}

// WorkingTimes are the hours of a day.
type WorkingTimes struct {
	WorkingTime []WorkingTime `xml:"WorkingTime"`
}

// WorkingTime is a stretch of hours.
type WorkingTime struct {
	FromTime string `xml:"FromTime"`
	ToTime   string `xml:"ToTime"`
}

// TimePeriod is a stretch of time.
type TimePeriod struct {
	FromDate string `xml:"FromDate"`
	ToDate   string `xml:"ToDate"`
}

// Exceptions are the days on which a calendar does not do as in every week.
type Exceptions struct {
	Exception []Exception `xml:"Exception"`
}

// Exception is a stretch of days without work.
type Exception struct {
	EnteredByOccurrences Flag       `xml:"EnteredByOccurrences"`
	TimePeriod           TimePeriod `xml:"TimePeriod"`
	Occurrences          int        `xml:"Occurrences"` // days
	Name                 string     `xml:"Name"`
	Type                 int        `xml:"Type"` // 1: daily
	DayWorking           Flag       `xml:"DayWorking"`
}

// Task is a task, a milestone, or a summary of those of a higher OutlineLevel that follow it. The task with UID 0 is the
// project as a whole.
type Task struct {
	UID               int               `xml:"UID"`
	ID                int               `xml:"ID"`
	Name              string            `xml:"Name"`
	Active            Flag              `xml:"Active"`
	Manual            Flag              `xml:"Manual"`
	Type              int               `xml:"Type"` // 1: of fixed duration
	WBS               string            `xml:"WBS"`
	OutlineNumber     string            `xml:"OutlineNumber"`
	OutlineLevel      int               `xml:"OutlineLevel"`
	Priority          int               `xml:"Priority"`
	Start             string            `xml:"Start"`
	Finish            string            `xml:"Finish"`
	Duration          string            `xml:"Duration"`
	DurationFormat    int               `xml:"DurationFormat"`
	Work              string            `xml:"Work,omitempty"`
	EffortDriven      Flag              `xml:"EffortDriven"`
	Estimated         Flag              `xml:"Estimated"`
	Milestone         Flag              `xml:"Milestone"`
	Summary           Flag              `xml:"Summary"`
	FixedCost         int64             `xml:"FixedCost"` // hundredths; of a summary none beside that of its tasks
	FixedCostAccrual  int               `xml:"FixedCostAccrual"`
	Cost              int64             `xml:"Cost"` // hundredths
	RemainingDuration string            `xml:"RemainingDuration"`
	RemainingCost     int64             `xml:"RemainingCost"`
	RemainingWork     string            `xml:"RemainingWork,omitempty"`
	ConstraintType    int               `xml:"ConstraintType"`
	CalendarUID       int               `xml:"CalendarUID"` // −1 for that of the project
	ConstraintDate    string            `xml:"ConstraintDate,omitempty"`
	Deadline          string            `xml:"Deadline,omitempty"`
	Notes             string            `xml:"Notes,omitempty"`
	PredecessorLink   []PredecessorLink `xml:"PredecessorLink"`
	ExtendedAttribute []FieldValue      `xml:"ExtendedAttribute"`
	Baseline          []Baseline        `xml:"Baseline"`
}

// PredecessorLink is a task that must be complete before this one starts.
type PredecessorLink struct {
	PredecessorUID int  `xml:"PredecessorUID"`
	Type           int  `xml:"Type"` // 1: finish to start
	CrossProject   Flag `xml:"CrossProject"`
	LinkLag        int  `xml:"LinkLag"`   // tenths of a minute
	LagFormat      int  `xml:"LagFormat"` // 8: elapsed days
}

// FieldValue is the value of a field of the user's.
type FieldValue struct {
	FieldID int    `xml:"FieldID"`
	Value   string `xml:"Value"`
}

// Baseline is the plan as it was made, for comparing with what comes of it.
type Baseline struct {
	Number         int    `xml:"Number"`
	Start          string `xml:"Start"`
	Finish         string `xml:"Finish"`
	Duration       string `xml:"Duration"`
	DurationFormat int    `xml:"DurationFormat"`
	Work           string `xml:"Work,omitempty"`
	Cost           int64  `xml:"Cost"` // hundredths
	FixedCost      int64  `xml:"FixedCost"`
}

// Resource is a kind of crew, of one region or of all.
type Resource struct {
	UID                 int                  `xml:"UID"`
	ID                  int                  `xml:"ID"`
	Name                string               `xml:"Name"`
	Type                int                  `xml:"Type"` // 1: work
	Group               string               `xml:"Group,omitempty"`
	MaxUnits            string               `xml:"MaxUnits"` // crews
	CanLevel            Flag                 `xml:"CanLevel"`
	StandardRate        int64                `xml:"StandardRate"`
	CalendarUID         int                  `xml:"CalendarUID"`
	AvailabilityPeriods *AvailabilityPeriods `xml:"AvailabilityPeriods"`
}

// AvailabilityPeriods say how many there are when, where that changes.
type AvailabilityPeriods struct {
	AvailabilityPeriod []AvailabilityPeriod `xml:"AvailabilityPeriod"`
}

// AvailabilityPeriod is a stretch of days.
type AvailabilityPeriod struct {
	AvailableFrom  string `xml:"AvailableFrom"`
	AvailableTo    string `xml:"AvailableTo"`
	AvailableUnits string `xml:"AvailableUnits"`
}

// Assignment is a resource at work on a task.
type Assignment struct {
	UID           int    `xml:"UID"`
	TaskUID       int    `xml:"TaskUID"`
	ResourceUID   int    `xml:"ResourceUID"`
	Finish        string `xml:"Finish"`
	RemainingWork string `xml:"RemainingWork"`
	Start         string `xml:"Start"`
	Units         string `xml:"Units"` // crews, on the average of the task's days
	Work          string `xml:"Work"`
}

// Flag is a boolean as Project writes it, 0 or 1.
type Flag bool

// MarshalText gives 0 or 1.
func (f Flag) MarshalText() ([]byte, error) {
	if f {
		return []byte("1"), nil
	}
	return []byte("0"), nil
}
