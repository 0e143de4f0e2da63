package mspdi_test

// order is the order of the elements below each element, as the published schema (mspdi_pj12.xsd) has it, with what Project
// 2010 and later write: GUID after UID, Active and Manual after the name of a task, IsBaselineCalendar, NewTasksAreManual.
// Elements whose type has no elements are left out.
var order = map[string][]string{
	"Project": {
		"SaveVersion", "UID", "Name", "GUID", "Title", "Subject", "Category", "Company", "Manager", "Author", "CreationDate", "Revision", "LastSaved",
		"ScheduleFromStart", "StartDate", "FinishDate", "FYStartDate", "CriticalSlackLimit", "CurrencyDigits", "CurrencySymbol", "CurrencyCode",
		"CurrencySymbolPosition", "CalendarUID", "DefaultStartTime", "DefaultFinishTime", "MinutesPerDay", "MinutesPerWeek", "DaysPerMonth",
		"DefaultTaskType", "DefaultFixedCostAccrual", "DefaultStandardRate", "DefaultOvertimeRate", "DurationFormat", "WorkFormat", "EditableActualCosts",
		"HonorConstraints", "EarnedValueMethod", "InsertedProjectsLikeSummary", "MultipleCriticalPaths", "NewTasksEffortDriven", "NewTasksEstimated",
		"SplitsInProgressTasks", "SpreadActualCost", "SpreadPercentComplete", "TaskUpdatesResource", "FiscalYearStart", "WeekStartDay",
		"MoveCompletedEndsBack", "MoveRemainingStartsBack", "MoveRemainingStartsForward", "MoveCompletedEndsForward", "BaselineForEarnedValue",
		"AutoAddNewResourcesAndTasks", "StatusDate", "CurrentDate", "MicrosoftProjectServerURL", "Autolink", "NewTaskStartDate", "NewTasksAreManual",
		"DefaultTaskEVMethod", "ProjectExternallyEdited", "ExtendedCreationDate", "ActualsInSync", "RemoveFileProperties", "AdminProject",
		"OutlineCodes", "WBSMasks", "ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments",
	},
	"ExtendedAttributes": {"ExtendedAttribute"},
	"ExtendedAttributes/ExtendedAttribute": {
		"FieldID", "FieldName", "CFType", "Guid", "ElemType", "MaxMultiValues", "UserDef", "Alias", "SecondaryPID", "AutoRollDown", "DefaultGuid", "Ltuid",
		"PhoneticAlias", "RollupType", "CalculationType", "Formula", "RestrictValues", "ValuelistSortOrder", "AppendNewValues", "Default", "ValueList",
	},
	"Calendars":     {"Calendar"},
	"Calendar":      {"UID", "GUID", "Name", "IsBaseCalendar", "IsBaselineCalendar", "BaseCalendarUID", "WeekDays", "Exceptions", "WorkWeeks"},
	"WeekDays":      {"WeekDay"},
	"WeekDay":       {"DayType", "DayWorking", "TimePeriod", "WorkingTimes"},
	"TimePeriod":    {"FromDate", "ToDate"},
	"WorkingTimes":  {"WorkingTime"},
	"WorkingTime":   {"FromTime", "ToTime"},
	"Exceptions":    {"Exception"},
	"Exception":     {"EnteredByOccurrences", "TimePeriod", "Occurrences", "Name", "Type", "Period", "DaysOfWeek", "MonthItem", "MonthPosition", "Month", "MonthDay", "DayWorking", "WorkingTimes"},
	"Tasks":         {"Task"},
	"Task/Baseline": {"TimephasedData", "Number", "Interim", "Start", "Finish", "Duration", "DurationFormat", "EstimatedDuration", "Work", "Cost", "BCWS", "BCWP", "FixedCost"},
	"Task": {
		"UID", "GUID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "CreateDate", "Contact", "WBS", "WBSLevel", "OutlineNumber", "OutlineLevel", "Priority",
		"Start", "Finish", "Duration", "DurationFormat", "Work", "Stop", "Resume", "ResumeValid", "EffortDriven", "Recurring", "OverAllocated", "Estimated",
		"Milestone", "Summary", "Critical", "IsSubproject", "IsSubprojectReadOnly", "SubprojectName", "ExternalTask", "ExternalTaskProject", "EarlyStart",
		"EarlyFinish", "LateStart", "LateFinish", "StartVariance", "FinishVariance", "WorkVariance", "FreeSlack", "TotalSlack", "FixedCost", "FixedCostAccrual",
		"PercentComplete", "PercentWorkComplete", "Cost", "OvertimeCost", "OvertimeWork", "ActualStart", "ActualFinish", "ActualDuration", "ActualCost",
		"ActualOvertimeCost", "ActualWork", "ActualOvertimeWork", "RegularWork", "RemainingDuration", "RemainingCost", "RemainingWork", "RemainingOvertimeCost",
		"RemainingOvertimeWork", "ACWP", "CV", "ConstraintType", "CalendarUID", "ConstraintDate", "Deadline", "LevelAssignments", "LevelingCanSplit",
		"LevelingDelay", "LevelingDelayFormat", "PreLeveledStart", "PreLeveledFinish", "Hyperlink", "HyperlinkAddress", "HyperlinkSubAddress",
		"IgnoreResourceCalendar", "Notes", "HideBar", "Rollup", "BCWS", "BCWP", "PhysicalPercentComplete", "EarnedValueMethod", "PredecessorLink",
		"ActualWorkProtected", "ActualOvertimeWorkProtected", "ExtendedAttribute", "Baseline", "OutlineCode", "IsPublished", "StatusManager",
		"CommitmentStart", "CommitmentFinish", "CommitmentType",
	},
	"PredecessorLink":        {"PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat"},
	"Task/ExtendedAttribute": {"FieldID", "Value", "ValueGUID", "DurationFormat"},
	"Resources":              {"Resource"},
	"Resource": {
		"UID", "GUID", "ID", "Name", "Type", "IsNull", "Initials", "Phonetics", "NTAccount", "MaterialLabel", "Code", "Group", "WorkGroup", "EmailAddress", "Hyperlink",
		"HyperlinkAddress", "HyperlinkSubAddress", "MaxUnits", "PeakUnits", "OverAllocated", "AvailableFrom", "AvailableTo", "Start", "Finish", "CanLevel",
		"AccrueAt", "Work", "RegularWork", "OvertimeWork", "ActualWork", "RemainingWork", "ActualOvertimeWork", "RemainingOvertimeWork",
		"PercentWorkComplete", "StandardRate", "StandardRateFormat", "Cost", "OvertimeRate", "OvertimeRateFormat", "OvertimeCost", "CostPerUse",
		"ActualCost", "ActualOvertimeCost", "RemainingCost", "RemainingOvertimeCost", "WorkVariance", "CostVariance", "SV", "CV", "ACWP", "CalendarUID",
		"Notes", "BCWS", "BCWP", "IsGeneric", "IsInactive", "IsEnterprise", "BookingType", "ActualWorkProtected", "ActualOvertimeWorkProtected",
		"ActiveDirectoryGUID", "CreationDate", "ExtendedAttribute", "Baseline", "OutlineCode", "IsCostResource", "AssnOwner", "AssnOwnerGuid", "IsBudget",
		"AvailabilityPeriods", "Rates", "TimephasedData",
	},
	"AvailabilityPeriods": {"AvailabilityPeriod"},
	"AvailabilityPeriod":  {"AvailableFrom", "AvailableTo", "AvailableUnits"},
	"Assignments":         {"Assignment"},
	"Assignment": {
		"UID", "GUID", "TaskUID", "ResourceUID", "PercentWorkComplete", "ActualCost", "ActualFinish", "ActualOvertimeCost", "ActualOvertimeWork", "ActualStart",
		"ActualWork", "ACWP", "Confirmed", "Cost", "CostRateTable", "CostVariance", "CV", "Delay", "Finish", "FinishVariance", "Hyperlink",
		"HyperlinkAddress", "HyperlinkSubAddress", "WorkVariance", "HasFixedRateUnits", "FixedMaterial", "LevelingDelay", "LevelingDelayFormat",
		"LinkedFields", "Milestone", "Notes", "Overallocated", "OvertimeCost", "OvertimeWork", "PeakUnits", "RegularWork", "RemainingCost",
		"RemainingOvertimeCost", "RemainingOvertimeWork", "RemainingWork", "ResponsePending", "Start", "Stop", "Resume", "StartVariance", "Summary", "SV",
		"Units", "UpdateNeeded", "VAC", "Work", "WorkContour", "BCWS", "BCWP", "BookingType", "ActualWorkProtected", "ActualOvertimeWorkProtected",
		"CreationDate", "AssnOwner", "AssnOwnerGuid", "BudgetCost", "BudgetWork", "ExtendedAttribute", "Baseline", "TimephasedData",
	},
}

// many are the elements that may stand more than once below one.
var many = []string{"ExtendedAttribute", "Calendar", "WeekDay", "WorkingTime", "Exception", "Task", "PredecessorLink", "Baseline", "Resource", "AvailabilityPeriod", "Assignment"}
