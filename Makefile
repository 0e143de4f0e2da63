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

# The race detector slows down code that walks over arrays about twentyfold and finds nothing in one goroutine. So the property
# tests of one goroutine run all their cases without it, and a tenth with it (internal/trials).
unit:
	@echo "unit: every test with all of its cases"
	go test -timeout 14m ./...
	@echo "unit: every test with the race detector, those of one goroutine with a tenth of their random cases"
	go test -race -timeout 14m ./...

# The database of vulnerabilities lives on the network. Where it cannot be reached that is said, and is no failure.
vuln:
	@sh internal/tools/vuln.sh "$(GOVULNCHECK)"

generate:
	go generate ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...
