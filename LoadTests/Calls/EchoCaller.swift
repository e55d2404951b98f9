package import NIOCore

/// Sends frames that say who they are, and knows each of them again when it comes back.
package final class EchoCaller: LoadCaller {
  private let call: Int
  private let firstTurn: Int
  private let schedule: FrameSchedule
  private let record: CallsRecord
  private var template: MediaTemplate
  private var finder: FrameFinder
  /// A bit for each frame that came back.
  private var returned: [UInt64]
  private var latest = -1

  /// - Parameter frames: how many frames the call is expected to send, so that nothing grows while it lasts.
  package init(
    call: Int, streamSid: String, firstTurn: Int, schedule: FrameSchedule, frames: Int, record: CallsRecord
  ) {
    self.call = call
    self.firstTurn = firstTurn
    self.schedule = schedule
    self.record = record
    template = MediaTemplate(streamSid: streamSid, payload: MediaTemplate.identified(call: call))
    finder = FrameFinder(call: call)
    returned = Array(repeating: 0, count: frames / 64 + 1)
  }

  package func message(turn: Int, sequence: Int, due: NIODeadline, at now: NIODeadline) -> ByteBuffer {
    let frame = turn - firstTurn
    return template.frame(
      sequence: sequence, chunk: frame + 1, identity: FrameIdentity(call: call, sequence: frame))
  }

  package func heard(_ text: UnsafeRawBufferPointer, at now: NIODeadline) {
    if let identity = finder.frame(text) { return came(identity, at: now) }
    let findings = finder.search(text)
    for identity in findings.frames { came(identity, at: now) }
    if findings.damaged > 0 { record.damaged(findings.damaged) }
    if findings.foreignBytes > 0 { record.foreign(bytes: findings.foreignBytes) }
    if findings.isUnreadable { record.refused() }
  }

  package func cleared(at now: NIODeadline) {}
  /// What isn't back is lost, which the record sees by itself.
  package func settle(at now: NIODeadline) {}

  private func came(_ identity: FrameIdentity, at now: NIODeadline) {
    guard identity.call == call else { return record.crossed() }
    let due = schedule.due(slot: schedule.slot(of: call), turn: firstTurn + identity.sequence)
    // A frame that was never sent can't come back; such a number isn't ours.
    guard due <= now else { return record.damaged(1) }
    let (word, bit) = identity.sequence.quotientAndRemainder(dividingBy: 64)
    while word >= returned.count { returned.append(0) }
    guard returned[word] & 1 << bit == 0 else { return record.receivedAgain(due: due) }
    returned[word] |= 1 << bit
    record.received(due: due, at: now, isDisordered: identity.sequence < latest)
    latest = max(latest, identity.sequence)
  }
}
