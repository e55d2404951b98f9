/// What the carrier is told to do: one verb of a TwiML document, with the defaults filled in.
package enum TwiMLVerb: Equatable, Sendable {
  case say(String, loop: Int)
  case play(String, loop: Int)
  case pause(seconds: Int)
  case gather(TwiMLGather)
  case dial(TwiMLDial)
  case reject(reason: String)
  case redirect(TwiMLTarget)
  case hangup
  case connect(TwiMLStream, action: TwiMLTarget?)
  case start(TwiMLStream)
  case stop
  case record(TwiMLRecord)
  case enqueue(TwiMLEnqueue)
  case leave
  case refer

  /// The element's name.
  package var name: String {
    switch self {
    case .say: "Say"
    case .play: "Play"
    case .pause: "Pause"
    case .gather: "Gather"
    case .dial: "Dial"
    case .reject: "Reject"
    case .redirect: "Redirect"
    case .hangup: "Hangup"
    case .connect: "Connect"
    case .start: "Start"
    case .stop: "Stop"
    case .record: "Record"
    case .enqueue: "Enqueue"
    case .leave: "Leave"
    case .refer: "Refer"
    }
  }
}

/// A URL as it stands in a document, with the method to request it by.
package struct TwiMLTarget: Equatable, Sendable {
  package var url: String
  package var method: WebhookMethod

  package init(url: String, method: WebhookMethod = .post) {
    self.url = url
    self.method = method
  }
}

/// `<Gather>`: listens for keys or speech.
package struct TwiMLGather: Equatable, Sendable {
  package var prompts: [TwiMLVerb]
  package var takesKeys: Bool
  package var takesSpeech: Bool
  /// `nil` asks the current document again.
  package var action: TwiMLTarget?
  package var timeoutSeconds: Int
  package var digitCount: Int?
  /// `nil` when no key finishes.
  package var finishKey: Character?
  package var asksOnEmptyResult: Bool

  package init(
    prompts: [TwiMLVerb], takesKeys: Bool, takesSpeech: Bool, action: TwiMLTarget?, timeoutSeconds: Int,
    digitCount: Int?, finishKey: Character?, asksOnEmptyResult: Bool
  ) {
    self.prompts = prompts
    self.takesKeys = takesKeys
    self.takesSpeech = takesSpeech
    self.action = action
    self.timeoutSeconds = timeoutSeconds
    self.digitCount = digitCount
    self.finishKey = finishKey
    self.asksOnEmptyResult = asksOnEmptyResult
  }
}

/// `<Dial>`: rings somebody and connects the caller.
package struct TwiMLDial: Equatable, Sendable {
  package enum Noun: Equatable, Sendable { case number, client, sip, queue, conference }

  package struct Party: Equatable, Sendable {
    package var noun: Noun
    package var address: String
    package var statusCallback: TwiMLTarget?
    package var statusEvents: [String]
    /// The document that is whoever's who picks up, before they have the caller.
    package var whisper: TwiMLTarget?
    /// Of a conference: whether it ends when this party leaves it.
    package var endsRoom = false
  }

  package var parties: [Party]
  package var action: TwiMLTarget?
  package var timeoutSeconds: Int
  package var timeLimitSeconds: Int
  package var callerID: String?
  package var answersOnBridge: Bool
}

/// `<Stream>` in `<Connect>` or `<Start>`.
package struct TwiMLStream: Equatable, Sendable {
  package var url: String
  package var name: String?
  package var statusCallback: TwiMLTarget?
  package var parameters: [FormField]

  package init(url: String, name: String?, statusCallback: TwiMLTarget?, parameters: [FormField]) {
    self.url = url
    self.name = name
    self.statusCallback = statusCallback
    self.parameters = parameters
  }
}

/// `<Record>`: a voicemail.
package struct TwiMLRecord: Equatable, Sendable {
  package var action: TwiMLTarget?
  package var silenceSeconds: Int
  package var finishKeys: String
  package var maximumSeconds: Int
  package var statusCallback: TwiMLTarget?
}

/// `<Enqueue>`: holds the caller in a named queue.
package struct TwiMLEnqueue: Equatable, Sendable {
  package var queue: String
  package var action: TwiMLTarget?
  /// `nil` plays stock music.
  package var wait: TwiMLTarget?
}

/// How a webhook is sent: a signed form, or the same parameters in the query.
public enum WebhookMethod: String, Equatable, Sendable {
  case post = "POST"
  case get = "GET"
}
