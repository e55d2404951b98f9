/// How somebody is rung who is called over REST.
package struct OutgoingRing: Equatable, Sendable {
  package var manner: CalledParty.Manner
  /// `Timeout`.
  package var timeout: Duration
  /// The `StatusCallbackEvent`s.
  package var events: Set<String>

  package init(_ manner: CalledParty.Manner, timeout: Duration, events: Set<String>) {
    self.manner = manner
    self.timeout = timeout
    self.events = events
  }
}

/// What a call needs to know of the account and of the script.
package struct CallPlan: Equatable, Sendable {
  /// The number's Voice URL; of a call over REST its `Url`.
  package var incoming: TwiMLTarget
  /// The number's "status changes" URL.
  package var status: TwiMLTarget?
  package var faults: [CallFault]
  /// Who is behind a number or address.
  package var callees: [String: Callee]
  /// Who is behind any other.
  package var otherCallees: Callee
  /// Numbers that may stand as a caller id besides those of the call.
  package var ownNumbers: Set<String>
  /// Where recordings lie, without a slash at the end.
  package var apiURL: String
  /// When the call began, in seconds since 1970.
  package var startedAt: Int
  /// `nil` for a call that comes in.
  package var outgoing: OutgoingRing?
  /// Of a leg that was up before, and is at its document now.
  package var isUp = false

  package init(
    incoming: TwiMLTarget, status: TwiMLTarget?, faults: [CallFault] = [], callees: [String: Callee] = [:],
    otherCallees: Callee = .answers(), ownNumbers: Set<String> = [], apiURL: String = "https://api.twilio.com",
    startedAt: Int, outgoing: OutgoingRing? = nil
  ) {
    self.outgoing = outgoing
    self.incoming = incoming
    self.status = status
    self.faults = faults
    self.callees = callees
    self.otherCallees = otherCallees
    self.ownNumbers = ownNumbers
    self.apiURL = apiURL
    self.startedAt = startedAt
  }
}
