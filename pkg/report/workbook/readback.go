package workbook

func readBack(data []byte, sheets []*sheet) error { return nil }
