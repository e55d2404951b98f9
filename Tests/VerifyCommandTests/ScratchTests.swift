import Foundation
import Synchronization
import Testing
import VerifyCommand

@Suite("What runs leave on the disk")
struct ScratchTests {
  /// A folder that is there for one test.
  private final class Place: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("scratch-tests-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }

    func put(_ text: String, _ path: String) throws {
      let file = url.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func text(_ path: String) -> String? { try? String(contentsOf: url.appendingPathComponent(path), encoding: .utf8) }
  }

  @Test func `only one run at a time plants faults in a checkout`() async throws {
    let place = Place()
    let told = Mutex<[String]>([])
    let first = try await ScratchLock(in: place.url)
    let refusal = await #expect(throws: (any Error).self) {
      _ = try await ScratchLock(in: place.url, patience: .zero)
    }
    #expect(refusal.map { "\($0)" }?.contains("another --mutant run (process \(getpid())) works in") == true)
    let second = Task {
      try await ScratchLock(in: place.url, patience: .seconds(60)) { line in told.withLock { $0.append(line) } }
    }
    while told.withLock({ $0.isEmpty }) { await Task.yield() }
    first.release()
    try await second.value.release()
    #expect(told.withLock { $0.first }?.contains("waits for it") == true)
  }

  @Test func `a wait for another run can be interrupted`() async throws {
    let place = Place()
    let first = try await ScratchLock(in: place.url)
    defer { first.release() }
    let second = Task { try await ScratchLock(in: place.url, telling: { _ in }) }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value.release() }
  }

  @Test func `a fault that was planted doesn't stay in the copy`() throws {
    let place = Place()
    try place.put("let a = 1\n", "package/Sources/A.swift")
    let pages = try MutantPage.mutants(
      path: "specs/P.md",
      text: """
        # P

        **Mutant.** One is two.

        ```diff
        --- a/Sources/A.swift
        +++ b/Sources/A.swift
        @@
        -let a = 1
        +let a = 2
        ```
        """)
    let copy = SourcesCopy(
      package: place.url.appendingPathComponent("package"), copy: place.url.appendingPathComponent("copy"))
    try copy.hold(try #require(pages.first))
    #expect(place.text("copy/Sources/A.swift") == "let a = 2\n")
    try copy.clear()
    #expect(
      place.text("copy/Sources/A.swift") == "let a = 1\n" && place.text("package/Sources/A.swift") == "let a = 1\n")
  }

  @Test func `packages are borrowed again when the main build has others`() throws {
    let place = Place()
    let borrowed = BorrowedPackages(
      from: place.url.appendingPathComponent("main"), for: place.url.appendingPathComponent("build"))
    borrowed.take()
    #expect(place.text("build/borrowed-state.json") == nil)
    for version in ["1", "2"] {
      try place.put(version, "main/workspace-state.json")
      try place.put(version, "main/checkouts/a/file")
      try place.put(version, "main/repositories/a/file")
      borrowed.take()
      #expect(place.text("build/checkouts/a/file") == version && place.text("build/repositories/a/file") == version)
      // The package manager writes its own state, which is no reason to borrow again.
      try place.put("own", "build/workspace-state.json")
      try place.put("own", "build/checkouts/a/file")
      borrowed.take()
      #expect(place.text("build/workspace-state.json") == "own" && place.text("build/checkouts/a/file") == "own")
    }
    try FileManager.default.removeItem(at: place.url.appendingPathComponent("main/checkouts"))
    try place.put("3", "main/workspace-state.json")
    borrowed.take()
    #expect(place.text("build/workspace-state.json") == nil && place.text("build/checkouts/a/file") == nil)
  }

  @Test func `folders of runs that were killed are removed by the next, and of no others`() async throws {
    let files = FileManager.default
    let ended = await ChildProcess.run("/bin/sh", ["-c", "echo $$"], limit: .seconds(60))
    guard case .exited(0, let output, _) = ended else {
      Issue.record("\(ended.words)")
      return
    }
    let number = output.trimmingCharacters(in: .whitespacesAndNewlines)
    let left = files.temporaryDirectory.appendingPathComponent("voicecore-verify-\(number)-left")
    try files.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("secret".utf8).write(to: left.appendingPathComponent("key"))
    let used = try TemporaryFolder()
    #expect(!files.fileExists(atPath: left.path))
    #expect(used.path.contains("voicecore-verify-\(getpid())-"))
    let another = try TemporaryFolder()
    #expect(files.fileExists(atPath: used.path))
    used.remove()
    another.remove()
    #expect(!files.fileExists(atPath: used.path))
  }
}
