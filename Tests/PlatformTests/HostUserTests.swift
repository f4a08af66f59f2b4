import Foundation
import Testing

@testable import Platform

@Suite("A user of the machine")
struct HostUserTests {
    @Test("has the name and the home folder that the C library knows")
    func known() throws {
        let user = try #require(getpwuid(geteuid()))
        let expected = HostUser(
            name: String(cString: user.pointee.pw_name), home: String(cString: user.pointee.pw_dir))
        #expect(HostUser.with(id: geteuid()) == expected)
        #expect(HostUser.listed(id: geteuid()) == expected, "this machine's users stand in /etc/passwd")
        #expect(HostUser.with(id: 4_000_000_001) == nil)
    }

    @Test("is found in a list with anything in it")
    func listed() throws {
        let folder = try ScratchDirectory()
        let file = try folder.write(
            """
            root:x:0:0:root:/root:/bin/bash

            broken:x:7
            +@netgroup
            long:x:8:8:a:b:/wrong:/bin/sh
            minus:x:-9:9::/home/minus:/bin/sh
            web:x:33:33:网站,,,:/home/网站:
            web2:x:33:33::/home/second:/bin/sh
            homeless:x:34:34:::/bin/sh
            last:x:35:35::/home/last:/bin/sh
            """)
        #expect(HostUser.listed(id: 33, in: file) == HostUser(name: "web", home: "/home/网站"))
        #expect(HostUser.listed(id: 34, in: file) == HostUser(name: "homeless", home: ""))
        #expect(HostUser.listed(id: 35, in: file) == HostUser(name: "last", home: "/home/last"))
        for id: UInt32 in [7, 8, 9, 36] { #expect(HostUser.listed(id: id, in: file) == nil, "\(id)") }
        #expect(HostUser.listed(id: 0, in: file + "x") == nil)
    }
}
