import Foundation
import Testing
import VerifyCommand

@Suite("Processes of the command")
struct ChildrenTests {
  private static let looks = 500
  private static let pause = Duration.milliseconds(20)

  /// Whether a process runs whose command line has this word.
  private static func runs(_ word: String) -> Bool {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return numbers.contains { number in
      guard Int(number) != nil, let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") else {
        return false
      }
      return line.split(separator: 0).contains { $0.elementsEqual(word.utf8) }
    }
  }

  /// Looks until `condition` holds; a kernel ends processes when it gets to it.
  private static func comesTrue(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<looks {
      if condition() { return true }
      try await Task.sleep(for: pause)
    }
    return condition()
  }

  @Test func `no law in a process of its own outlives a command that is killed`() async throws {
    let executable = try Command.executable()
    let seed = "0x\(String(UInt64.random(in: 0x1000_0000_0000_0000 ... .max), radix: 16))"
    let arguments = [
      "--property", "46", "--subject", "core", "--cases", "1000000000", "--workers", "1", "--seed", seed, "--isolate",
      "--unsaved",
    ]
    let command = Task { await ChildProcess.run(executable, arguments, limit: .seconds(60)) }
    // The child says --json, the command does not.
    let child = { Self.runs(seed) && Self.runs("--json") }
    #expect(try await Self.comesTrue(child))
    command.cancel()
    _ = await command.value
    #expect(try await Self.comesTrue { !Self.runs(seed) })
  }
}
