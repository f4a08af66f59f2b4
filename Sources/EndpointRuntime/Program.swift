internal import FastCGI
internal import HTTP
internal import Platform
internal import Site
internal import WeChat

/// The program around an endpoint.
enum Program<E: Endpoint> {
    static func main() {
        ProcessMemory.forbidDumps()
        let name = ProgramText.calledName ?? "\(E.self)"
        if let answer = ProgramText(name: name, routes: E.routes).answer {
            return StandardStreams.write(Array(answer.utf8))
        }
        let source = ConfigurationSource()
        Server(bodyLimit: E.bodyLimit).run(
            prepare: {
                var service = Service<E>(name: name, source)
                service.prepare()
                let concurrency = source.current?.concurrency ?? Configuration.concurrency
                return (concurrency, { request in service.answer(request) })
            },
            {
                var service = Service<E>(name: name, source)
                return { request in service.answer(request) }
            })
    }
}
