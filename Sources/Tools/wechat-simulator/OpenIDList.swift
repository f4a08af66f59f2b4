import Platform

/// `wechat-simulator openids APPID` — for scripts that make up data for the simulator's people.
enum OpenIDList {
    /// Prints a line for each person: id, tab, openid at the account.
    static func print(account appid: String) {
        do throws(Failure) {
            let simulator = try Service.open(Environment.value("WECHAT_SIMULATOR_STATE"))
            let lines = try simulator.openIDs(at: appid).map { "\($0.person)\t\($0.openID)\n" }
            StandardStreams.write(Array(lines.joined().utf8))
        } catch {
            StandardStreams.fail("wechat-simulator: \(error)")
        }
    }
}
