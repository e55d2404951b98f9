/// The log of events, read in pages by a follower and delivered to an endpoint at least once, in order within a call.
struct EventFeed {
  struct Delivery: Equatable {
    /// What the endpoint sees.
    let event: Int
    let id: Int
    /// Until the next try; `nil` when there is none.
    let wait: Int?
  }

  enum Outcome: CaseIterable, Sendable { case accepted, refused, crashedAfterwards }

  private struct Pending {
    let event: Int
    let call: Int
    var tries = 0
  }

  static let tries = 3

  let planted: Fault?
  private var calls: [Int] = []
  private var cursor = 0
  private var pending: [Pending] = []
  private(set) var parked: [Int] = []
  private var sent = 0

  init(planted: Fault?) { self.planted = planted }

  mutating func emit(_ call: Int) {
    pending.append(Pending(event: calls.count, call: call))
    calls.append(call)
  }

  /// The next events for the follower.
  mutating func page(_ limit: Int) -> [Int] {
    let end = min(calls.count, cursor + limit + (planted == .pageTooLong ? 1 : 0))
    let page = Array(cursor..<end)
    cursor = end
    if planted == .cursorSkips, page.count == limit, end < calls.count { cursor += 1 }
    if planted == .cursorRepeats, page.count == limit, !page.isEmpty { cursor -= 1 }
    return page
  }

  mutating func restartFollower() { if planted == .cursorLost { cursor = 0 } }

  /// One try at the delivery that is next.
  mutating func deliver(_ outcome: Outcome) -> Delivery? {
    guard let place = next() else { return nil }
    let now = pending[place]
    sent += 1
    let id = planted == .newIDOnRetry ? 100 * now.tries + now.event : planted == .idByOrder ? sent - 1 : now.event
    switch outcome {
    case .accepted: pending.remove(at: place)
    case .crashedAfterwards:
      // Nothing was stored of it, so the endpoint will see it again.
      if planted == .acknowledgedBeforeStored { pending.remove(at: place) }
    case .refused:
      pending[place].tries += 1
      let limit = planted == .givesUpEarly ? Self.tries - 1 : planted == .retryAfterLast ? Self.tries + 1 : Self.tries
      let tries = pending[place].tries
      guard tries >= limit else { return Delivery(event: now.event, id: id, wait: wait(tries)) }
      pending.remove(at: place)
      if planted != .parkedForgotten { parked.append(now.event) }
      return Delivery(event: now.event, id: id, wait: planted == .waitAfterLast ? wait(tries) : nil)
    }
    return Delivery(event: now.event, id: id, wait: nil)
  }

  private func wait(_ tries: Int) -> Int { planted == .waitConstant ? 2 : 1 << tries }

  /// The first of its call with the fewest tries.
  private func next() -> Int? {
    if planted == .slowCallBlocks { return pending.indices.first }
    let heads = pending.indices.filter { place in
      planted == .orderWithinCall || !pending[..<place].contains { $0.call == pending[place].call }
    }
    return heads.min { (pending[$0].tries, $0) < (pending[$1].tries, $1) }
  }
}
