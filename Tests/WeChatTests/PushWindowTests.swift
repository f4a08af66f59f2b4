import Testing

@testable import Maintenance
@testable import Messages
@testable import Site
@testable import WeChat

@Suite("The time in which a push is taken")
struct PushWindowTests {
    let site: SiteSetting
    let window: PushWindow

    init() throws {
        site = try SiteSetting("[messages]\nkeep_days = 2\n")
        window = try PushWindow(site.installation.configuration.messages, site.installation.clock, site.database)
    }

    private func isTaken(_ time: Int64) throws -> Bool {
        let text = PushMessageTests.text.replacing("1348831860", with: "\(time)")
        let push = try #require(PushMessageTests.parse(text))
        return fault { try window.check(push) } == "nothing"
    }

    @Test("is from keep_days ago to five minutes ahead, to the second, and moves with the clock")
    func bounds() throws {
        for _ in 0..<2 {
            let now = site.now
            #expect(
                try [now - 172_801, now - 172_800, now, now + 300, now + 301].map(isTaken) == [
                    false, true, true, true, false,
                ])
            #expect(try !isTaken(Int64.max) && !isTaken(0))
            site.time.pass(172_801)
            #expect(try !isTaken(now) && isTaken(now + 1))
        }
    }

    @Test("does not reach back to what was forgotten, though the clock is set back or keep_days raised")
    func forgotten() throws {
        let (start, push) = (site.now, try #require(PushMessageTests.parse(PushMessageTests.text)))
        let new = NewInboxMessage(
            appID: SiteSetting.appID, key: [1], push: push, receivedAt: start, fate: .replied(.success))
        #expect(try site.database.insert(new) != nil && isTaken(start))
        site.time.pass(172_800 + 301)
        #expect(try RefreshJob(site.installation).run().prunedMessages == 1)
        site.time.setWall(by: -7200)
        #expect(try !isTaken(start) && !isTaken(start + 300) && isTaken(start + 301 + 300))
    }
}
