internal import ArgumentParser

/// The option of the commands that list.
struct ListLimit: ParsableArguments {
    @Option(name: .customLong("limit"), help: ArgumentHelp("Print at most this many.", valueName: "number"))
    var number = 100

    func validate() throws {
        guard number > 0 else { throw ValidationError("--limit must be at least 1") }
    }
}
