package import VoiceCore
package import Web

/// The fields of a webhook, read as values. What isn't asked for is dropped here: addresses and places of callers
/// (`SipSourceIp`, `FromCity` …) get no further. Source: Twilio, "TwiML voice request parameters".
package struct TwilioForm: Sendable {
  /// The most characters of a looked-up name that are worth screening.
  package static let maximumNameLength = 256

  private let fields: FormFields
  /// What stands in the address: our own words, which the signature covers.
  private let query: FormFields

  /// The form of these fields; names that we don't know are no error.
  package init(_ fields: FormFields, query: FormFields = FormFields([])) {
    self.fields = fields
    self.query = query
  }

  /// `CallSid`: the carrier's name for the caller's leg.
  package func callID() throws(TwilioFormError) -> CarrierCallID {
    guard let id = CarrierCallID(try text("CallSid")) else {
      throw TwilioFormError(.malformed, "CallSid", remedy: "send the call's SID: CA and 32 hexadecimal digits")
    }
    return id
  }

  /// The tenant's DID: `To`, which was dialled, or `From` on a leg that we had asked for.
  package func dialled() throws(TwilioFormError) -> PhoneNumber {
    let name = isOfOurs ? "From" : "To"
    guard let number = PhoneNumber(try text(name)) else {
      throw TwilioFormError(.malformed, name, remedy: "send our number in E.164: + and up to 15 digits")
    }
    return number
  }

  /// `Direction` says that we had asked for the leg.
  private var isOfOurs: Bool { fields["Direction"] == "outbound-api" }

  /// `From`: the caller; everything that is no number, or a number which stands for none, is a withheld one.
  package func caller() throws(TwilioFormError) -> Caller {
    guard let number = PhoneNumber(try text("From")), !WithheldNumbers.contains(number) else { return .withheld }
    return .number(number)
  }

  /// `CallerName`, when the carrier looked it up and found one.
  package var callerName: String? {
    guard let name = fields["CallerName"], !name.isEmpty else { return nil }
    return String(name.prefix(Self.maximumNameLength))
  }

  /// `CallStatus`, as far as it ends a call: why; `nil` while the call goes on. Words that are new to us end nothing.
  package func ending() throws(TwilioFormError) -> Ending.Cause? {
    Ending.Cause(twilioCallStatus: try text("CallStatus"))
  }

  /// `DialCallStatus`: how the leg that we had dialled fared.
  package func dialOutcome() throws(TwilioFormError) -> Transfer.Outcome {
    guard let outcome = Transfer.Outcome(twilioDialCallStatus: try text("DialCallStatus")) else {
      throw TwilioFormError(
        .malformed, "DialCallStatus", remedy: "send completed, answered, busy, no-answer, failed or canceled")
    }
    return outcome
  }

  /// `Digits`: the one key that was pressed; `nil` for silence, and for more than was asked for.
  package var pressedKey: DialKey? {
    guard let text = fields["Digits"], text.count == 1 else { return nil }
    return text.first.flatMap(DialKey.init)
  }

  /// A count that we had put into the address ourselves.
  package func attempt(named name: String) throws(TwilioFormError) -> Int {
    guard let text = query[name] else {
      throw TwilioFormError(.missing, name, remedy: "ask at the address as it was given")
    }
    guard text.utf8.count <= 3, let number = Int(text), number > 0 else {
      throw TwilioFormError(.malformed, name, remedy: "ask at the address as it was given")
    }
    return number
  }

  private func text(_ name: String) throws(TwilioFormError) -> String {
    guard let value = fields[name] else {
      throw TwilioFormError(.missing, name, remedy: "send this field with every call")
    }
    return value
  }
}

extension TwilioForm {
  /// The stop of the call that the address is about; `nil` when it says none.
  var turn: Int? { query[WebhookPath.Field.turn].flatMap { Int($0) } }

  /// How often was asked before at that stop.
  var lap: Int? { query[WebhookPath.Field.lap].flatMap { Int($0) }.map { max(0, min($0, 1_000_000)) } }

  /// The call that the address names.
  var place: CallPlace? {
    guard let tenant = query[WebhookPath.Field.tenant].flatMap({ Tenant.ID($0) }),
      let call = query[WebhookPath.Field.call].flatMap({ Call.ID($0) })
    else { return nil }
    return CallPlace(tenant: tenant, call: call)
  }

  /// The agent whose telephone it is about.
  var agent: Agent.ID? { query[WebhookPath.Field.agent].flatMap { Agent.ID($0) } }

  /// Which round of a conference's telephones has rung; `nil` when the address says none.
  var round: Int? { query[WebhookPath.Field.round].flatMap { Int($0) } }

  /// The address says that the line is out of the room.
  var hasLeftRoom: Bool { query[WebhookPath.Field.left] != nil }

  /// The address says that whoever picked up has been asked.
  var isAsked: Bool { query[WebhookPath.Field.asked] != nil }

  /// `CallStatus` says that the leg is up.
  var isUp: Bool { fields["CallStatus"] == "in-progress" }

  /// How a leg that we had asked for stands, by `CallStatus`; `nil` for words that are new to us.
  var dialledState: HearOfDialled.State? {
    switch fields["CallStatus"] {
    case "queued", "initiated", "in-progress": .known
    case "ringing": .ringing
    case let status?: Ending.Cause(twilioCallStatus: status).map { .over($0) }
    case nil: nil
    }
  }

  /// `RecordingSid`, or what `RecordingUrl` ends with; `nil` when nothing was recorded.
  var recording: CarrierRecording? {
    if let name = fields["RecordingSid"] { return CarrierRecording(name) }
    return fields["RecordingUrl"]?.split(separator: "/").last.flatMap { CarrierRecording(String($0)) }
  }

  /// `RecordingDuration`, in whole seconds; nothing when none is said.
  var length: Duration {
    .seconds(fields["RecordingDuration"].flatMap { Int($0) }.map { max(0, min($0, 86_400)) } ?? 0)
  }

  /// Whether the address says that it is about the recording of a whole call.
  var isOfWholeCall: Bool { query[WebhookPath.Field.kind] == WebhookPath.wholeCall }

  /// `RecordingStatus` of a whole call's; `nil` for words that are new to us. One that is complete and says no length says
  /// nothing: the carrier is asked.
  var callRecording: Recording.Report? {
    switch fields["RecordingStatus"] {
    case "in-progress": .running
    case "completed": fields["RecordingDuration"].flatMap { Int($0) }.map { _ in .complete(length) }
    case "absent", "failed": Recording.Report.none
    default: nil
    }
  }

  /// `RecordingStatus`; `nil` while it is being recorded, and for words that are new to us.
  var audio: CarrierAudio? {
    switch fields["RecordingStatus"] {
    case "completed": .ready
    case "absent", "failed": .absent
    default: nil
    }
  }
}
