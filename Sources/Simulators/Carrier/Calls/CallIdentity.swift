/// Who calls whom: what goes along with each webhook of a call.
package struct CallIdentity: Equatable, Sendable {
  package let accountSid: String
  package let callSid: String
  /// E.164, or `anonymous`.
  package let from: String
  package let to: String
  package let callerName: String?
  package let direction: Direction
  /// Of a leg that a call has dialled: that call.
  package let parentSid: String?

  /// Who asked for the leg, in the carrier's words.
  package enum Direction: String, Sendable {
    case inbound
    case outbound = "outbound-api"
    case dialled = "outbound-dial"
  }

  package init(
    accountSid: String, callSid: String, from: String, to: String, callerName: String? = nil,
    direction: Direction = .inbound, parentSid: String? = nil
  ) {
    self.parentSid = parentSid
    self.direction = direction
    self.accountSid = accountSid
    self.callSid = callSid
    self.from = from
    self.to = to
    self.callerName = callerName
  }

  /// The parameters of section "Request parameters" in Twilio's TwiML pages; places are empty where nothing is known.
  package func fields(status: String) -> [FormField] {
    let isWithheld = !from.hasPrefix("+")
    var fields = [
      FormField("AccountSid", accountSid), FormField("ApiVersion", "2010-04-01"), FormField("CallSid", callSid),
      FormField("CallStatus", status), FormField("Direction", direction.rawValue),
    ]
    for (name, value) in [("From", from), ("Caller", from), ("To", to), ("Called", to)] {
      let isCaller = value == from
      fields.append(FormField(name, value))
      fields.append(FormField("\(name)City", isCaller && !isWithheld ? "SPRINGFIELD" : ""))
      fields.append(FormField("\(name)State", ""))
      fields.append(FormField("\(name)Zip", ""))
      fields.append(FormField("\(name)Country", isCaller && isWithheld ? "" : "US"))
    }
    if let parentSid { fields.append(FormField("ParentCallSid", parentSid)) }
    guard direction == .inbound else { return fields }
    fields.append(FormField("StirVerstat", isWithheld ? "No-TN-Validation" : "TN-Validation-Passed-A"))
    if let callerName { fields.append(FormField("CallerName", callerName)) }
    return fields
  }
}

extension CallIdentity {
  /// That of a leg which a call has dialled.
  init(_ leg: Ringing.Leg, of parent: CallIdentity) {
    self.init(
      accountSid: parent.accountSid, callSid: leg.sid, from: leg.callerIDSeen, to: leg.party.address,
      direction: .dialled, parentSid: parent.callSid)
  }
}
