import ArgumentParser
import CommandConventions
import Foundation
import Generators
import MemoryStore
import PropertyTesting

/// A whole call centre in virtual time.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a whole call centre in virtual time with faults.",
    discussion: """
      Callers, agents, receptionist and carrier are actors around the real use cases on the memory store, in one thread;
      webhooks come late and twice, lines break, the node crashes, the store goes away. The laws are checked after each
      event. A day is \(BusyDay.hours) working hours. Equal seeds give equal state hashes on any machine; a day that fails
      is cut down to the callers that it needs, told as a time line, and replays from a token.

      Examples:
        voicecore-verify simulate --seed 7 --days 30
        voicecore-verify simulate --replay vcs2:7:3:50:12,4077:2:0,3

      Exit codes: 0 all laws held, 1 one was broken, 2 wrong use.
      """)

  @Option(help: "The seed, decimal or 0x and hexadecimal; 1 by default.") var seed: String?
  @Option(help: "Simulated days; 1 by default.") var days = 1
  @Option(help: "Agents, two or more; they work for two tenants.") var agents = 50
  @Option(help: "Replays the part of a day that this token names, and nothing else.") var replay: String?
  @Flag(help: "Prints JSON.") var json = false

  func run() async throws {
    if let replay { return try await again(try Self.token(replay)) }
    guard days > 0 else { throw ValidationError("--days: expected a number above 0") }
    guard (2...10_000).contains(agents) else { throw ValidationError("--agents: expected 2 to 10000") }
    guard let seed = SeedText.seed(seed ?? "1") else {
      throw ValidationError("--seed: expected a number, decimal or 0x and hexadecimal")
    }
    var total = SimulatedTotal(seed: seed, agents: agents)
    for day in 0..<days {
      let busy = BusyDay(seed: seed, day: day, agents: agents)
      let began = ContinuousClock.now
      do {
        total.add(try await CallCentre(busy.plan(), over: MemoryStore(), day: day).run(), in: .now - began)
        if StandardError.isTerminal || days > 1 { StandardError.write("day \(day + 1) of \(days): \(total.line)") }
      } catch let failure as WorldFailure {
        try await explain(failure, busy)
      }
    }
    print(json ? total.json : total.text)
  }

  /// Says what broke in the least part of the day that breaks in the same way.
  private func explain(_ failure: WorldFailure, _ busy: BusyDay) async throws -> Never {
    let bug = failure.bug
    StandardError.write("day \(busy.day + 1): \(failure.underlying); looking for the fewest callers that it takes")
    let whole = DayPart(
      callers: Array(0..<busy.callers), mishaps: Array(0..<BusyDay.maximumMishaps),
      desks: Array(0..<busy.agents / BusyDay.tenants))
    let part = await busy.reduced(whole, within: Self.maximumTries) { part in
      await Self.failure(of: busy, part)?.bug == bug
    }
    let least = await Self.failure(of: busy, part) ?? failure
    print("\(least)")
    print(
      "\n\(part.callers.count) of \(busy.callers) callers, \(part.desks.count) agents, \(part.mishaps.count) mishaps. Again:"
    )
    print("  voicecore-verify simulate --replay \(Self.text(busy, part))")
    throw ExitCode(1)
  }

  private static let maximumTries = 400

  private func again(_ token: (day: BusyDay, part: DayPart)) async throws {
    guard let failure = await Self.failure(of: token.day, token.part) else {
      print("all laws held: \(token.part.callers.count) callers, \(token.part.mishaps.count) mishaps")
      return
    }
    print("\(failure)")
    throw ExitCode(1)
  }

  private static func failure(of busy: BusyDay, _ part: DayPart) async -> WorldFailure? {
    do {
      _ = try await CallCentre(busy.plan(keeping: part), over: MemoryStore(), day: busy.day).run()
      return nil
    } catch { return error as? WorldFailure }
  }

  static func text(_ busy: BusyDay, _ part: DayPart) -> String {
    let callers = part.callers.map(String.init).joined(separator: ",")
    let mishaps = part.mishaps.map(String.init).joined(separator: ",")
    let desks = part.desks.map(String.init).joined(separator: ",")
    return "vcs2:\(busy.seed):\(busy.day):\(busy.agents):\(callers):\(mishaps):\(desks)"
  }

  static func token(_ text: String) throws -> (day: BusyDay, part: DayPart) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 7, parts[0] == "vcs2", let seed = UInt64(parts[1]), let day = Int(parts[2]), day >= 0,
      let agents = Int(parts[3]), (2...10_000).contains(agents), let callers = numbers(parts[4]),
      let mishaps = numbers(parts[5]), let desks = numbers(parts[6])
    else {
      throw ValidationError(
        "--replay: expected a token of this command, vcs2:SEED:DAY:AGENTS:CALLERS:MISHAPS:DESKS, whole as it was printed"
      )
    }
    let busy = BusyDay(seed: seed, day: day, agents: agents)
    guard callers.allSatisfy({ $0 < busy.callers }) else {
      throw ValidationError("--replay: the day has \(busy.callers) callers, the token names others")
    }
    return (busy, DayPart(callers: callers, mishaps: mishaps, desks: desks))
  }

  private static func numbers(_ text: Substring) -> [Int]? {
    let numbers = text.split(separator: ",").map { Int($0) }
    let known = numbers.compactMap { $0 }
    return known.count == numbers.count && known.allSatisfy { $0 >= 0 } ? known : nil
  }
}

extension WorldFailure {
  /// What makes two failures the same bug: the place of the broken law.
  fileprivate var bug: String {
    (underlying as? RequirementFailure).map { "\($0.fileID):\($0.line)" } ?? String(reflecting: type(of: underlying))
  }
}
