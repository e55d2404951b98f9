public import VoiceCore

/// The use cases that a session calls.
public struct SessionWork: Sendable {
  let advance: AdvanceConversation
  let keep: KeepNotes
  let keepNote: KeepCallerNote
  let dial: DialExtension
  let screen: ScreenSpeech
  let end: EndCall
  let endStream: EndStream
  let carryOut: CarryOutIntentions
  let recordings: AttendRecordings?
  let attend: AttendCall?
  let time: any TimeSource
  private let store: any Store
  let telemetry: CallTelemetry

  /// The use cases on these ports, for streams that this node hosts. `recordings` has the carrier begin to record at once; without,
  /// whoever attends to recordings does it later. `attend` lets the tenant's people join calls; without, nobody can.
  public init(
    store: any Store, telephony: any Telephony, time: any TimeSource, desk: ScreeningDesk,
    telemetry: CallTelemetry = .none, node: Node.ID = Node.ID(0), recordings: AttendRecordings? = nil,
    attend: AttendCall? = nil
  ) {
    self.store = store
    self.recordings = recordings
    self.attend = attend
    advance = AdvanceConversation(store: store, time: time)
    keep = KeepNotes(store: store, time: time)
    keepNote = KeepCallerNote(store: store)
    dial = DialExtension(store: store, time: time)
    screen = ScreenSpeech(store: store, time: time, desk: desk, telemetry: telemetry)
    end = EndCall(store: store, time: time, telemetry: telemetry)
    endStream = EndStream(store: store, time: time, telemetry: telemetry, node: node)
    carryOut = CarryOutIntentions(store: store, telephony: telephony)
    self.time = time
    self.telemetry = telemetry
  }
  /// Whether the carrier is about to ask what is next. What can't be read isn't waited for.
  func isAwaited(_ place: CallPlace) async -> Bool {
    let live = try? await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.liveCall(place.call)
    }
    return live?.awaitedSince != nil
  }
}
