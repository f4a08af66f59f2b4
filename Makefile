.DEFAULT_GOAL := help
.PHONY: help run test cgi-bin portable shared-hosting check-portable deb check-deb check-systemd check sanitize fuzz bench clean

help: ## say what there is
	@echo "make <target>:"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

run: ## fresh machine to running system: http://127.0.0.1:8080 (PORT=…), simulator on 8081 (SIMULATOR_PORT=…)
	@Scripts/run

test: ## fresh machine to test verdict
	@Scripts/test

cgi-bin: ## release build into cgi-bin/, bin/ and lib/
	@Scripts/install-packages
	@Scripts/build

portable: ## dist/: one static file that is every endpoint, for any Linux
	@Scripts/install-packages portable
	@Scripts/portable

shared-hosting: portable ## dist/shared-hosting/: a folder to upload, for Apache and the like
	@Scripts/shared-hosting

check-portable: cgi-bin shared-hosting ## runs the portable program in an empty folder, and as on a shared host
	@Scripts/check-portable

deb: cgi-bin ## dist/: a Debian package
	@Scripts/deb

check-deb: deb ## installs, upgrades, removes and purges it in a chroot, as root
	@Scripts/check-deb

check-systemd: cgi-bin ## boots Debian in a container and tries the units, as root
	@Scripts/check-systemd

check: ## format, lint, import rules, comments, links, scripts, nginx's configuration, the OpenAPI document
	@Scripts/check

sanitize: ## the tests of what threads share, under the thread sanitizer
	@Scripts/sanitize

fuzz: ## libFuzzer on every reader of outside bytes, 60 seconds each (SECONDS=…)
	@Scripts/fuzz $(or $(SECONDS),60)

bench: ## the benchmarks, with the C baseline beside them in the same run
	@Scripts/bench-signing
	@Scripts/bench-sessions
	@Scripts/bench-records
	@Scripts/bench-logins
	@Scripts/bench-messages
	@Scripts/bench-latency

clean: ## remove what was built
	rm -rf .build bin lib dist cgi-bin/*.fcgi Benchmarks/results
