internal import Synchronization

/// The recordings of whole calls that the REST endpoint was told to make, which run with their calls and are complete with their end,
/// and the messages that callers left. They can be fetched until they are deleted.
final class RecordingDirectory: Sendable {
  enum Status: String { case inProgress = "in-progress", paused, stopped, completed, absent }

  struct Entry {
    let sid: String
    let callSid: String
    let callback: TwiMLTarget?
    let events: [String]
    let channels: Int
    let begin: Duration
    /// How it came about, in the carrier's words.
    var source = "StartCallRecordingAPI"
    var status = Status.inProgress
    var duration: Duration?
  }

  /// What a caller said after a tone.
  struct Message {
    let sid: String
    let length: Duration
  }

  private struct State {
    /// In the order in which they were begun.
    var entries: [Entry] = []
    var hiddenSounds = 0
  }

  private let state = Mutex(State())

  /// Begins one; `nil` while the call has another that runs.
  func begin(_ entry: Entry) -> Bool {
    state.withLock { state in
      guard !state.entries.contains(where: { $0.callSid == entry.callSid && $0.isOpen }) else { return false }
      state.entries.append(entry)
      return true
    }
  }

  /// Keeps a message, which is complete.
  func keep(_ message: Message, of callSid: String) {
    var entry = Entry(sid: message.sid, callSid: callSid, callback: nil, events: [], channels: 1, begin: .zero)
    (entry.source, entry.status, entry.duration) = ("RecordVerb", .completed, message.length)
    state.withLock { $0.entries.append(entry) }
  }

  subscript(sid: String) -> Entry? { state.withLock { $0.entries.first { $0.sid == sid } } }

  /// Those of a call, the newest first.
  func all(of callSid: String) -> [Entry] {
    state.withLock { $0.entries.filter { $0.callSid == callSid }.reversed() }
  }

  /// Every recording that isn't deleted.
  var sids: [String] { state.withLock { $0.entries.map(\.sid) } }

  func set(_ status: Status, _ sid: String) -> Entry? {
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.sid == sid }), state.entries[index].isOpen else {
        return nil
      }
      state.entries[index].status = status
      return state.entries[index]
    }
  }

  /// The call is over, at that time of its own: what ran is complete. Those that were so just now.
  func finish(callSid: String, at now: Duration, faults: [CallFault]) -> [Entry] {
    state.withLock { state in
      var finished: [Entry] = []
      for index in state.entries.indices where state.entries[index].callSid == callSid && state.entries[index].isOpen {
        let isAbsent = faults.contains(.absentRecording)
        state.entries[index].status = isAbsent ? .absent : .completed
        state.entries[index].duration =
          isAbsent || faults.contains(.emptyRecording) ? .zero : max(now - state.entries[index].begin, .seconds(1))
        finished.append(state.entries[index])
      }
      return finished
    }
  }

  /// Deletes one; `false` when there is none, or it still runs.
  func delete(_ sid: String) -> Bool {
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.sid == sid && !$0.isOpen }) else { return false }
      state.entries.remove(at: index)
      return true
    }
  }

  /// Sounds aren't there yet for so many requests.
  func hideSounds(next count: Int) { state.withLock { $0.hiddenSounds = count } }

  /// The sound of one that is complete; `nil` while there is none.
  func sound(of sid: String) -> [UInt8]? {
    state.withLock { state in
      guard let entry = state.entries.first(where: { $0.sid == sid }), entry.status == .completed else { return nil }
      guard state.hiddenSounds == 0 else {
        state.hiddenSounds -= 1
        return nil
      }
      return Self.sound(sid)
    }
  }

  /// Bytes that differ from recording to recording; no real sound, for nobody here listens.
  static func sound(_ sid: String) -> [UInt8] {
    Array("ID3".utf8) + (0..<4096).flatMap { _ in Array(sid.utf8) }
  }
}

extension RecordingDirectory.Entry {
  /// It runs, or could again.
  var isOpen: Bool { status == .inProgress || status == .paused }
}

extension CarrierCall {
  /// What the carrier tells of the recordings of the whole call.
  func notices(of recordings: [RecordingDirectory.Entry]) -> [Webhook] {
    guard !plan.faults.contains(.noRecordingCallback) else { return [] }
    return recordings.flatMap { entry -> [Webhook] in
      guard let callback = entry.callback, entry.events.contains(entry.status.rawValue) else { return [] }
      // How long it is is told once it is complete.
      let duration = entry.duration.map { [FormField("RecordingDuration", "\(Self.seconds($0))")] } ?? []
      let notice = Webhook(
        .recordingStatus, callback,
        [
          FormField("AccountSid", identity.accountSid), FormField("CallSid", identity.callSid),
          FormField("RecordingSid", entry.sid),
          FormField(
            "RecordingUrl", "\(plan.apiURL)/2010-04-01/Accounts/\(identity.accountSid)/Recordings/\(entry.sid)"),
          FormField("RecordingStatus", entry.status.rawValue), FormField("RecordingChannels", "\(entry.channels)"),
          FormField("RecordingSource", entry.source), FormField("RecordingTrack", "both"),
        ] + duration)
      return plan.faults.contains(.repeatedRecordingCallback) ? [notice, notice] : [notice]
    }
  }
}
