# make test is what README and CI call. Everything it needs beside Go is fetched by version through the module proxy.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.1.4

.PHONY: test fmt vet lint unit vuln generate bench

test: fmt vet lint unit vuln

fmt:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi

vet:
	go vet ./...

lint:
	go run $(STATICCHECK) ./...

# The race detector slows down code that walks over arrays about twentyfold and finds nothing in one goroutine. So everything runs
# without it, and with it what has several: not the packages of internal/trials/alone.txt; of the others the tests of one goroutine
# with a tenth of their cases (internal/trials), and of the scripts of internal/cli those that script_test.go does not name.
unit:
	@echo "unit: every test with all of its cases"
	go test -timeout 14m ./...
	@echo "unit: with the race detector, those of one goroutine with a tenth of their random cases; without it alone the packages that start none:"
	@grep -v '^#' internal/trials/alone.txt
	go test -race -timeout 14m $$(go list ./... | grep -vxFf internal/trials/alone.txt)

# The database of vulnerabilities lives on the network. Where it cannot be reached that is said, and is no failure.
vuln:
	@sh internal/tools/vuln.sh "$(GOVULNCHECK)"

generate:
	go generate ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...
