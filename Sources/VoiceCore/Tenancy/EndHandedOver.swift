/// Asks the carrier to end the calls of a closed tenant in which people talk with each other: several at once, and all
/// within one deadline. What it doesn't take now is asked for again at the next pass, until all else is gone; then those
/// calls end when their people hang up.
struct EndHandedOver: Sendable {
  /// How many the carrier is asked for at once.
  static let maximumAtOnce = 16
  /// How long all of them may take together.
  static let deadline: Duration = .seconds(20)

  let telephony: any Telephony
  let time: any TimeSource

  private enum Word: Sendable {
    case timeIsUp
    case asked(CarrierCallID, isEnded: Bool)
  }

  /// Those that the carrier has ended.
  func callAsFunction(_ legs: [CarrierCallID]) async -> [CarrierCallID] {
    guard !legs.isEmpty else { return [] }
    return await withTaskGroup(of: Word.self) { group in
      let time = time
      group.addTask {
        try? await time.sleep(for: Self.deadline)
        return .timeIsUp
      }
      var waiting = legs.makeIterator()
      var running = 0
      while running < Self.maximumAtOnce, let leg = waiting.next() {
        add(leg, to: &group)
        running += 1
      }
      var ended: [CarrierCallID] = []
      while running > 0, case .asked(let leg, let isEnded)? = await group.next() {
        if isEnded { ended.append(leg) }
        if let next = waiting.next() { add(next, to: &group) } else { running -= 1 }
      }
      group.cancelAll()
      return ended
    }
  }

  private func add(_ leg: CarrierCallID, to group: inout TaskGroup<Word>) {
    let telephony = telephony
    group.addTask {
      do throws(TelephonyFailure) {
        try await telephony.hangUp(leg)
        return .asked(leg, isEnded: true)
      } catch {
        return .asked(leg, isEnded: false)
      }
    }
  }
}
