// Package uscarrier is where the head of testdata/us-carrier/inventory.yaml sends whoever wants to make it anew. The tool
// stands in internal/tools/networks now, which makes the other networks too; the file keeps its bytes, and so its digest in
// plans made from it. Nothing else is here.
package uscarrier

//go:generate go generate ../networks
