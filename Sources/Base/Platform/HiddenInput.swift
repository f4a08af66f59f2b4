internal import Glibc

/// Terminal input that must not be visible.
package enum HiddenInput {
    /// Asks at the terminal of this process, whatever standard input is, and reads a line without echo.
    ///
    /// - Returns: the line without its end; nil without a terminal, or after Ctrl-C or Ctrl-D.
    package static func ask(_ question: String) -> [UInt8]? {
        guard let terminal = try? FileDescriptor("/dev/tty", O_RDWR) else { return nil }
        var usual = termios()
        guard unsafe tcgetattr(terminal.raw, &usual) == 0 else { return nil }
        var hidden = usual
        // A signal would end the program and leave a terminal without echo: Ctrl-C ends the line instead.
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        unsafe withUnsafeMutableBytes(of: &hidden.c_cc) { unsafe $0[Int(VEOL)] = HiddenInput.interrupt }
        guard unsafe tcsetattr(terminal.raw, TCSAFLUSH, &hidden) == 0 else { return nil }
        defer { unsafe tcsetattr(terminal.raw, TCSAFLUSH, &usual) }
        try? terminal.write(Array(question.utf8))
        let line = (try? terminal.read(4096)) ?? []
        try? terminal.write([0x0A])
        guard line.last == 0x0A else { return nil }
        return Array(line.dropLast())
    }

    /// What Ctrl-C sends.
    private static let interrupt: UInt8 = 3
}
