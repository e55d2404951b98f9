import RowStore
import Synchronization
import Testing
import VoiceCore

@Suite("The line of bodies that run again", .timeLimit(.minutes(1)))
struct RerunLineTests {
  private let tenant = Tenant.ID.a

  @Test func `a commit that waits for somebody's last run gives up when its task is cancelled`() async throws {
    let line = RerunLine(longestLastRun: .seconds(600))
    let notes = Notes()
    let outcome = await line.turn(of: tenant) { @Sendable [tenant] in
      await line.beginLastRun(of: tenant)
      let commit = Task.detached {
        await Self.result {
          try await line.commit(tenant) {
            notes.add("written")
            return true
          }
        }
      }
      commit.cancel()
      return await commit.value
    }
    #expect(outcome == .failure(.unavailable))
    #expect(notes.all.isEmpty)
    // Nothing is left of it: the next one commits at once.
    #expect(try await line.commit(tenant) { true })
  }

  @Test func `a last run that is too slow holds up nobody any longer`() async throws {
    let line = RerunLine(longestLastRun: .milliseconds(10))
    let outcomes = await line.turn(of: tenant) { @Sendable [tenant] in
      await line.beginLastRun(of: tenant)
      // Within the last run, and yet it comes to its end.
      return await Task.detached {
        await withTaskGroup(of: Result<Bool, StoreFailure>.self) { group in
          for _ in 0..<100 { group.addTask { await Self.result { try await line.commit(tenant) { true } } } }
          return await group.reduce(into: []) { $0.append($1) }
        }
      }.value
    }
    #expect(outcomes?.count { $0 == .success(true) } == 100)
    #expect(await line.turn(of: tenant) { true } == true)
  }

  @Test func `a last run waits for the commits under way, and those that come meanwhile for its end`() async throws {
    let line = RerunLine(longestLastRun: .seconds(600))
    let notes = Notes()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let early = Task { [tenant] in
      try await line.commit(tenant) {
        begin.finish()
        for await _ in gate {}
        notes.add("early")
        return true
      }
    }
    for await _ in begun {}
    let late = await line.turn(of: tenant) { @Sendable [tenant] in
      open.finish()
      await line.beginLastRun(of: tenant)
      let late = Task.detached {
        try await line.commit(tenant) {
          notes.add("late")
          return true
        }
      }
      notes.add("last run")
      return late
    }
    _ = try await (early.value, late?.value)
    #expect(notes.all == ["early", "last run", "late"])
  }

  private static func result(_ work: @Sendable () async throws -> Bool) async -> Result<Bool, StoreFailure> {
    do { return .success(try await work()) } catch { return .failure(error as? StoreFailure ?? .corrupt) }
  }
}

/// What happened, in order.
private final class Notes: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
