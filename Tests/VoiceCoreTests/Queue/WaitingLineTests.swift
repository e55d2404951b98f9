import Synchronization
import Testing
import VoiceCore

/// Rows in lists: what a store does with indexes.
private final class ListedRows: WaitingLineScope {
  private let state = Mutex<(head: QueueHead?, rows: [WaitingRow])>((nil, []))

  private var inLine: [WaitingCaller] {
    state.withLock { $0.rows.filter { $0.reservedFor == nil }.map(\.caller) }
  }

  func queueHead(of department: Department.ID) async throws(StoreFailure) -> QueueHead {
    state.withLock { $0.head } ?? QueueHead(department: department)
  }

  func waitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure) -> WaitingRow? {
    state.withLock { $0.rows.first { $0.caller.call == call } }
  }

  func firstWaiting(in department: Department.ID, needing needs: SkillSet) async throws(StoreFailure)
    -> WaitingCaller?
  {
    inLine.filter { SkillSet($0.skills) == needs }.min { $0.rank.bytes.lexicographicallyPrecedes($1.rank.bytes) }
  }

  func countWaiting(in department: Department.ID, before rank: QueueRank, limit: Int) async throws(StoreFailure) -> Int
  {
    min(limit, inLine.count { $0.rank.bytes.lexicographicallyPrecedes(rank.bytes) })
  }

  func waitingCallers(
    in department: Department.ID, after rank: QueueRank?, limit: Int
  ) async throws(StoreFailure) -> [WaitingCaller] {
    let following = inLine.filter { caller in rank.map { $0 < caller.rank } ?? true }
    return Array(following.sorted { $0.rank < $1.rank }.prefix(limit))
  }

  func save(_ head: QueueHead) async throws(StoreFailure) { state.withLock { $0.head = head } }

  func save(_ row: WaitingRow) async throws(StoreFailure) {
    state.withLock { state in
      state.rows.removeAll { $0.caller.call == row.caller.call }
      state.rows.append(row)
    }
  }

  func removeWaitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure) {
    state.withLock { $0.rows.removeAll { $0.caller.call == call } }
  }
}

@Suite("A queue whose callers are rows", .timeLimit(.minutes(1)))
struct WaitingLineTests {
  private let department: Department.ID = Identifier(1)
  private let skills = [Skill("billing"), Skill("spanish")]

  private func caller(_ number: Int) -> WaitingCaller {
    WaitingCaller(
      call: Identifier(UInt128(number)), arrival: Timestamp(microseconds: Int64(number * 37 % 11 - 5) * 20_000_000),
      tier: CallerTier.allCases[number % 5], skills: Set(skills.prefix(number % 3)))
  }

  @Test func `it answers as the queue that is a value does`() async throws {
    let rows = ListedRows()
    var queue = CallQueue(department: department)
    var isAlike = true
    // Steps that jump about, without chance.
    for step in 0..<600 {
      let number = step &* 2_654_435_761 % 40
      let call: Call.ID = Identifier(UInt128(number))
      switch step % 5 {
      case 0, 1:
        let refusal = try await rows.enter(caller(number), in: department)
        isAlike = isAlike && refusal == queue.refusal(of: caller(number))
        _ = queue.enter(caller(number))
      case 2:
        let able = Set(skills.prefix(step % 3))
        let until = Timestamp(microseconds: 0)
        let served = try await rows.reserveNext(
          in: department, with: able, for: WaitingRow.Reserved(agent: Identifier(1), until: until))
        isAlike = isAlike && served == queue.reserve(for: Identifier(1), with: able, until: until)
      case 3:
        let back = try await rows.giveBack(call, in: department)
        isAlike = isAlike && back == queue.giveBack(call)
      default:
        let gone = try await rows.leave(call, in: department)
        isAlike = isAlike && gone == queue.leave(call)
      }
      let head = try await rows.queueHead(of: department)
      let place = try await rows.position(of: call, in: department, limit: 1000)
      isAlike =
        isAlike && place == queue.position(of: call) && head.count == queue.count
        && head.lines.reduce(0) { $0 + $1.count } == queue.waiting.count
    }
    #expect(isAlike && queue.count > 0)
  }

  @Test func `a full queue is refused, and a place far back is told as far back`() async throws {
    let rows = ListedRows()
    let limits = try QueueLimits(length: 3)
    for number in 0..<3 { _ = try await rows.enter(caller(number), in: department, by: limits) }
    let refusal = try await rows.enter(caller(9), in: department, by: limits)
    #expect(refusal == .full)
    var last: [Int?] = []
    for number in 0..<3 {
      last.append(try await rows.position(of: Identifier(UInt128(number)), in: department, limit: 2))
    }
    #expect(last.compactMap { $0 }.sorted() == [1, 2, 2])
  }

  @Test func `the bytes of ranks have the order of ranks, before and after the epoch`() {
    let ranks = (0..<40).map { caller($0).rank }
    #expect(
      ranks.sorted().map(\.bytes) == ranks.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
    #expect(ranks.allSatisfy { $0.bytes.count == 32 })
  }
}
