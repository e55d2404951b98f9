/// The document that steers a call. Source: Twilio, "TwiML for Programmable Voice".
package enum TwiML: Equatable, Sendable {
  /// Refuses a call that rings; the caller hears that the number isn't in service, or a busy tone. Stands alone, for it
  /// is allowed as the first verb only and nothing after it runs.
  case reject(RejectReason?)
  /// One verb after the other; none hangs up.
  case response([Verb])

  /// What a rejected caller hears; `rejected` when none is said.
  package enum RejectReason: String, Sendable { case rejected, busy }

  /// Something the carrier does with the call.
  package enum Verb: Equatable, Sendable {
    case prompt(Prompt)
    case gather(Gather)
    case dial(Dial)
    case enqueue(Enqueue)
    case record(Record)
    case redirect(String)
    case connect(Connect)
    /// Leaves the queue; for wait documents only.
    case leave
    /// Hands a SIP leg back; `action` is asked afterwards.
    case refer(String, action: String? = nil)
    case hangup

    package static func say(_ say: Say) -> Verb { .prompt(.say(say)) }
    package static func play(_ play: Play) -> Verb { .prompt(.play(play)) }
    package static func pause(seconds: Int) -> Verb { .prompt(.pause(seconds: seconds)) }
  }

  /// The document as the carrier reads it.
  package var text: String {
    switch self {
    case .reject(let reason):
      XMLElement("Response", [], [.element(XMLElement("Reject", [("reason", reason?.rawValue)]))]).document
    case .response(let verbs):
      XMLElement("Response", [], verbs.map { .element($0.element) }).document
    }
  }
}

extension TwiML.Verb {
  var element: XMLElement {
    switch self {
    case .prompt(let prompt): prompt.element
    case .gather(let gather): gather.element
    case .dial(let dial): dial.element
    case .enqueue(let enqueue): enqueue.element
    case .record(let record): record.element
    case .redirect(let url): XMLElement("Redirect", [("method", "POST")], [.text(url)])
    case .connect(let connect): connect.element
    case .leave: XMLElement("Leave")
    case .refer(let uri, let action):
      XMLElement("Refer", [("action", action)], [.element(XMLElement("Sip", [], [.text(uri)]))])
    case .hangup: XMLElement("Hangup")
    }
  }
}
