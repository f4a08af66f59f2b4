import HTTP
import JSON
import Platform

/// The local WeChat: passes a request to its route's handler and records it.
///
/// Each call runs in a single transaction, and the transactions of all processes come one after the other. So the
/// processes behave as one WeChat, which gives two simultaneous callers the same stable token. Only calls that talk to
/// a gateway use several transactions, and none while they wait for it.
struct Simulator: ~Copyable {
    private let store: Store

    /// - Parameters:
    ///   - realTime: the host's clock in Unix seconds, from which the simulator's own is offset.
    ///   - site: the address of the site beside the simulator, without a path.
    ///   - program: the program to start for deliveries in the background.
    init(
        file: String, realTime: @escaping @Sendable () -> Int64 = Clock.system.now, site: String? = nil,
        program: String? = Environment.executablePath
    ) throws(Failure) {
        store = try Store(file: file, realTime: realTime, site: site, program: program)
    }

    func answer(_ request: Request) -> Outcome {
        do throws(Failure) {
            if let outcome = try talkOutcome(of: request) { return outcome }
            let outcome = try store.transaction { () throws(Failure) in try self.outcome(of: request) }
            // Both outside the transaction: inside, they would delay every other process.
            if let push = outcome.push, push.state == .sending { try Courier.deliver(push, waits: false, store) }
            if outcome.delay > 0 { Deadline.sleep(outcome.delay) }
            return outcome
        } catch .misused(let reason) {
            return Outcome(response: .json(["error": .string(reason)], status: 400))
        } catch {
            return .fault("\(error)")
        }
    }

    /// For a call that makes the simulator talk to a gateway, which may call back meanwhile: so not in one transaction.
    ///
    /// - Returns: nil for all others.
    private func talkOutcome(of request: Request) throws(Failure) -> Outcome? {
        let call = Call(request: request, now: try store.now())
        guard let route = RouteTable.row(call), route.talksToGateway else { return nil }
        return Outcome(response: try controlAnswer(call, route))
    }

    /// Everybody's openid at an account, in the order in which people are listed.
    func openIDs(at appid: String) throws(Failure) -> [(person: String, openID: String)] {
        try store.transaction { () throws(Failure) in
            guard try store.account(appid) != nil else { throw .misused("there is no account \(appid)") }
            var list: [(person: String, openID: String)] = []
            for person in try store.people() { list.append((person.id, try Person.openID(appid, person.id))) }
            return list
        }
    }

    private func outcome(of request: Request) throws(Failure) -> Outcome {
        let call = Call(request: request, now: try store.now())
        let route = RouteTable.row(call)
        if let route, route.family == .control { return Outcome(response: try controlAnswer(call, route)) }
        guard route != nil || !call.path.hasPrefix("/_simulator") else {
            return Outcome(
                response: .json(["error": .string("there is no \(call.path); see /_simulator")], status: 404))
        }
        return try weChatOutcome(call, route)
    }

    /// A form on the overview page returns to it.
    private func controlAnswer(_ call: Call, _ route: Route) throws(Failure) -> Response {
        guard route.accepts(call.request.method) else { throw route.wrongMethod }
        let reply = try route.handler(call, store)
        return call.isForm ? .redirect(to: "/") : reply.response(.control)
    }

    private func weChatOutcome(_ call: Call, _ route: Route?) throws(Failure) -> Outcome {
        let family = route?.family ?? Family(unknownPath: call.path)
        let fault = family.hasFaults ? try store.takeFault(path: call.path) : nil
        let intended =
            if let replacement = fault?.replacement(family, now: call.now) { replacement } else {
                try reply(call, route, family)
            }
        let reply = fault?.disguise(intended) ?? intended
        try store.record(call, errorCode: reply.errorCode, fault: fault?.name)
        let response = reply.response(family)
        return Outcome(
            response: fault?.damage(response) ?? response, delay: fault?.delay ?? 0, push: reply.push)
    }

    /// A refusal is an ordinary answer: what was counted for the call stays counted.
    private func reply(_ call: Call, _ route: Route?, _ family: Family) throws(Failure) -> Reply {
        do throws(Failure) {
            guard let route else { throw .refused(Refusal(family == .connect ? 404 : 40066)) }
            guard route.accepts(call.request.method) else { throw route.wrongMethod }
            return try route.handler(call, store)
        } catch .refused(let refusal) {
            return .refusal(refusal, family, now: call.now)
        }
    }
}
