internal import NIOCore
package import VoiceCore

extension RealtimeSession {
  /// The last words: said once, and however that goes, the core is told that they are over.
  struct Farewell {
    let phrase: Phrase
    /// The floor is clear and the words are on their way.
    var isBegun = false
    /// They were asked for, so that the wait for them is bounded.
    var isAsked = false
    /// The response that said them, once it has ended.
    var response: String?
    /// Nothing of the words was heard the first time.
    var isRepeated = false
    var isOver = false
  }

  /// The core has decided.
  package mutating func directed(_ directive: ReceptionistDirective) {
    switch directive {
    case .answer(let attempt):
      guard awaited.remove(attempt) != nil, farewell == nil else { return }
      want(.continuation)
    case .handOver(let transfer):
      let department = brief.departments.first { $0.id == transfer.department }
      say(.handOver(toDepartment: department?.name))
    case .extensionIsUnknown:
      guard farewell == nil, link != .over else { return }
      want(.unknownExtension)
    case .close: say(.goodbye)
    case .announce: break  // Asking for it would cost.
    case .stop: fail(.unreachable)
    }
  }

  /// Everything else falls silent for the last words.
  private mutating func say(_ phrase: Phrase) {
    guard farewell == nil else { return }
    farewell = Farewell(phrase: phrase)
    // No other session is needed for the last words.
    emit(.cancel(.renewal))
    (wanted, awaited, owesAnswer) = ([], [], false)
    // A session that is being rebuilt would come too late.
    guard link == .live, isJoined else {
      fail(.unreachable)
      return finish()
    }
    cancelResponse()
    schedule(.farewell, in: limits.maximumFarewellSilence)
    emit(.fallSilent)
  }

  /// The floor has fallen silent for the last words; the caller heard everything up to this place.
  package mutating func floorFellSilent(at place: Int) {
    cut(at: place)
    guard let farewell, !farewell.isBegun, !farewell.isOver else { return }
    self.farewell?.isBegun = true
    want(.farewell)
  }

  /// Whether the caller heard some of the last words, given up to where everything was heard.
  func heardFarewell(at place: Int) -> Bool {
    guard let name = farewell?.response ?? response.flatMap({ $0.purpose == .farewell ? $0.id : nil }) else {
      return false
    }
    return spoken.items.contains { $0.response == name && $0.bytes > 0 && $0.start < place }
  }

  /// The caller spoke over the last words. Whoever has heard some of them knows what comes; else they are said once more.
  mutating func farewellWasBrokenInto(_ wasHeard: Bool) {
    guard !wasHeard, farewell?.isRepeated == false else { return finish() }
    farewell?.isRepeated = true
    farewell?.response = nil
    farewell?.isAsked = false
    schedule(.farewell, in: limits.maximumFarewellSilence)
    want(.farewell)
  }

  mutating func farewellWasMade(by ended: Response) {
    guard farewell?.isOver == false, !wanted.contains(.farewell) else { return }
    guard ended.audioBytes > 0 else { return finish() }
    farewell?.response = ended.id
    // Should the mark behind them get lost, the words are over when they must have been heard.
    let unheard = TimeAmount.milliseconds(Int64(spoken.items.reduce(0) { $0 + $1.bytes } / 8))
    schedule(.farewell, in: min(unheard, limits.maximumFarewell) + limits.maximumFarewellSilence)
    finishIfHeard()
  }

  mutating func finishIfHeard() {
    guard let response = farewell?.response, !spoken.items.contains(where: { $0.response == response && !$0.isHeard })
    else { return }
    finish()
  }

  mutating func finish() {
    guard farewell?.isOver == false else { return }
    farewell?.isOver = true
    emit(.cancel(.farewell))
    tell(.finished)
  }
}
