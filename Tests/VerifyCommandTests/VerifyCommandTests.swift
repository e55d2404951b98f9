import Testing
import VerifyCommand

@Suite("The command that verifies")
struct VerifyCommandTests {
}
