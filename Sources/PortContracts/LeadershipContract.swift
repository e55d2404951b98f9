import Synchronization
public import VoiceCore

/// What leadership keeps on every store, sentence by sentence. Each check wants two nodes over one store in which nobody
/// leads.
public enum LeadershipContract {
  /// Two nodes over one store.
  public struct Nodes: Sendable {
    let first: any Leadership
    let second: any Leadership

    /// These two.
    public init(_ first: any Leadership, _ second: any Leadership) {
      self.first = first
      self.second = second
    }
  }

  /// All sentences.
  public static let checks: [ContractCheck<Nodes>] = [
    ContractCheck("who leads leads alone, among nodes and within one") { nodes in
      let told = Told()
      let hasLed = try await nodes.first.lead(as: name) {
        for node in [nodes.first, nodes.second] { told.note(await answer(of: node, as: name)) }
      }
      try expect("the leader's answer", hasLed, is: true)
      try expect("what others were told meanwhile", told.all, is: [false, false])
    },
    ContractCheck("with the end of its body leadership is free, for the same node and for others") { nodes in
      for node in [nodes.first, nodes.second, nodes.second, nodes.first] {
        try expect("the next one's answer", try await node.lead(as: name) {}, is: true)
      }
    },
    ContractCheck("names don't exclude each other") { nodes in
      let told = Told()
      _ = try await nodes.first.lead(as: name) {
        told.note(await answer(of: nodes.first, as: LeaderName("other")))
        told.note(await answer(of: nodes.second, as: LeaderName("other")))
      }
      try expect("the answers under another name", told.all, is: [true, true])
    },
    ContractCheck("of many who want to lead at once one does") { nodes in
      let led = Told()
      await withTaskGroup(of: Void.self) { group in
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        for number in 0..<20 {
          group.addTask {
            let node = number.isMultiple(of: 2) ? nodes.first : nodes.second
            let hasLed = try? await node.lead(as: name) { for await _ in gate {} }
            led.note(hasLed)
            // The leader stays until all others have their answer.
            if led.all.count == 19 { open.finish() }
          }
        }
      }
      try expect("how many led", led.all.count { $0 == true }, is: 1)
      try expect("how many were told that somebody leads", led.all.count { $0 == false }, is: 19)
    },
    ContractCheck("a leader who is cancelled ends, and leadership is free") { nodes in
      let (begun, begin) = AsyncStream.makeStream(of: Void.self)
      let (endless, hold) = AsyncStream.makeStream(of: Void.self)
      let leading = Task {
        try? await nodes.first.lead(as: name) {
          begin.finish()
          for await _ in endless {}
        }
      }
      for await _ in begun {}
      leading.cancel()
      _ = await leading.value
      hold.finish()
      try expect("the next one's answer", try await nodes.second.lead(as: name) {}, is: true)
    },
  ]

  private static let name = LeaderName("contract")

  private static func answer(of node: any Leadership, as name: LeaderName) async -> Bool? {
    try? await node.lead(as: name) {}
  }
}

/// What was told, in order.
private final class Told: Sendable {
  private let answers = Mutex<[Bool?]>([])
  var all: [Bool?] { answers.withLock { $0 } }
  func note(_ answer: Bool?) { answers.withLock { $0.append(answer) } }
}
