extension TwiMLVerb {
  /// A verb from an element that the grammar admitted.
  init(_ element: MarkupElement) throws(TwiMLRefusal) {
    switch element.name {
    case "Say":
      let text = element.text.trimmed
      guard text.count <= TwiMLDocument.maximumSpeech else { throw .schema("<Say> is longer than 4096 characters") }
      self = .say(text, loop: element.number("loop") ?? 1)
    case "Play":
      let source = element.attributes["digits"] ?? element.text.trimmed
      guard !source.isEmpty else { throw .schema("<Play> needs a URL or digits") }
      self = .play(source, loop: element.number("loop") ?? 1)
    case "Pause": self = .pause(seconds: element.number("length") ?? 1)
    case "Gather": self = .gather(try TwiMLGather(element))
    case "Dial": self = .dial(try TwiMLDial(element))
    case "Reject": self = .reject(reason: element.attributes["reason"] ?? "rejected")
    case "Redirect": self = .redirect(TwiMLTarget(url: element.text.trimmed, method: element.method("method")))
    case "Hangup": self = .hangup
    case "Connect":
      guard element.children.count == 1 else { throw .schema("<Connect> needs exactly one <Stream>") }
      self = .connect(try TwiMLStream(element.children[0], in: "Connect"), action: element.target("action"))
    case "Start":
      guard element.children.count == 1 else { throw .schema("<Start> needs exactly one <Stream>") }
      self = .start(try TwiMLStream(element.children[0], in: "Start"))
    case "Stop": self = .stop
    case "Record": self = .record(TwiMLRecord(element))
    case "Enqueue": self = .enqueue(try TwiMLEnqueue(element))
    case "Leave": self = .leave
    case "Refer":
      guard element.children.count == 1 else { throw .schema("<Refer> needs exactly one <Sip>") }
      self = .refer
    default: throw .document("<\(element.name)> is no verb")
    }
  }
}

extension TwiMLGather {
  init(_ element: MarkupElement) throws(TwiMLRefusal) {
    var prompts: [TwiMLVerb] = []
    for child in element.children { prompts.append(try TwiMLVerb(child)) }
    let finish = element.attributes["finishOnKey"] ?? "#"
    guard finish.count <= 1 else { throw .schema("finishOnKey of <Gather> is one key or empty") }
    let input = (element.attributes["input"] ?? "dtmf").split(separator: " ")
    self.init(
      prompts: prompts, takesKeys: input.contains("dtmf"), takesSpeech: input.contains("speech"),
      action: element.target("action"), timeoutSeconds: element.number("timeout") ?? 5,
      digitCount: element.number("numDigits"), finishKey: finish.first,
      asksOnEmptyResult: element.attributes["actionOnEmptyResult"] == "true")
  }
}

extension TwiMLDial {
  init(_ element: MarkupElement) throws(TwiMLRefusal) {
    let text = element.text.trimmed
    guard text.isEmpty || element.children.isEmpty else { throw .schema("<Dial> holds a number or nouns, not both") }
    var parties: [Party] = []
    if !text.isEmpty {
      parties.append(
        Party(noun: .number, address: text, statusCallback: nil, statusEvents: [], whisper: nil))
    }
    for child in element.children { parties.append(try Party(child)) }
    guard !parties.isEmpty else { throw TwiMLRefusal(13223, "<Dial> names nobody") }
    guard parties.count == 1 || !parties.contains(where: { $0.noun == .conference }) else {
      throw .schema("a <Conference> stands alone in its <Dial>")
    }
    guard parties.count <= TwiMLDocument.maximumParties else { throw .schema("<Dial> rings more than ten") }
    for party in parties where party.noun == .number && !party.isE164 {
      throw TwiMLRefusal(13223, "<Dial> names something that is no phone number")
    }
    self.init(
      parties: parties, action: element.target("action"), timeoutSeconds: element.number("timeout") ?? 30,
      timeLimitSeconds: element.number("timeLimit") ?? 14400, callerID: element.attributes["callerId"],
      answersOnBridge: element.attributes["answerOnBridge"] == "true")
  }
}

extension TwiMLDial.Party {
  init(_ element: MarkupElement) throws(TwiMLRefusal) {
    var address = element.text.trimmed
    var noun = TwiMLDial.Noun.number
    switch element.name {
    case "Client":
      let identity = element.children.first { $0.name == "Identity" }?.text.trimmed ?? address
      guard !identity.isEmpty, identity.count <= 256 else { throw .schema("<Client> needs an identity") }
      (noun, address) = (.client, "client:\(identity)")
    case "Sip": noun = .sip
    case "Queue": noun = .queue
    case "Conference": noun = .conference
    default: break
    }
    self.init(
      noun: noun, address: address,
      statusCallback: noun == .conference
        ? nil : element.target("statusCallback", method: "statusCallbackMethod"),
      statusEvents: (element.attributes["statusCallbackEvent"] ?? "completed").split(separator: " ").map(String.init),
      whisper: noun == .queue ? nil : element.target("url"),
      endsRoom: element.attributes["endConferenceOnExit"] == "true")
  }

  fileprivate var isE164: Bool {
    address.hasPrefix("+") && (7...15).contains(address.count - 1)
      && address.dropFirst().allSatisfy { $0.isASCII && $0.isNumber } && !address.hasPrefix("+0")
  }
}

extension TwiMLStream {
  init(_ element: MarkupElement, in parent: String) throws(TwiMLRefusal) {
    guard let url = element.attributes["url"] else { throw .schema("<Stream> needs a url") }
    guard CarrierURL.isStreamable(url) else { throw TwiMLRefusal(11100, "<Stream> takes only an absolute wss:// URL") }
    guard !url.contains("?") else { throw .schema("the url of <Stream> has a query; use <Parameter>") }
    if parent == "Connect", let track = element.attributes["track"], track != "inbound_track" {
      throw .schema("a <Stream> in <Connect> has the inbound track only")
    }
    var parameters: [FormField] = []
    for child in element.children {
      guard let name = child.attributes["name"], let value = child.attributes["value"] else {
        throw .schema("<Parameter> needs a name and a value")
      }
      guard name.count + value.count < TwiMLDocument.parameterLimit else {
        throw .schema("<Parameter> has 500 characters or more")
      }
      parameters.append(FormField(name, value))
    }
    self.init(
      url: url, name: element.attributes["name"],
      statusCallback: element.target("statusCallback", method: "statusCallbackMethod"), parameters: parameters)
  }
}

extension TwiMLRecord {
  init(_ element: MarkupElement) {
    self.init(
      action: element.target("action"), silenceSeconds: element.number("timeout") ?? 5,
      finishKeys: element.attributes["finishOnKey"] ?? "1234567890*#",
      maximumSeconds: element.number("maxLength") ?? (element.attributes["transcribe"] == "true" ? 120 : 3600),
      statusCallback: element.target("recordingStatusCallback", method: "recordingStatusCallbackMethod"))
  }
}

extension TwiMLEnqueue {
  init(_ element: MarkupElement) throws(TwiMLRefusal) {
    let queue = element.text.trimmed
    guard !queue.isEmpty || element.attributes["workflowSid"] != nil else { throw .schema("<Enqueue> needs a name") }
    guard queue.count <= TwiMLDocument.maximumQueueName else {
      throw .schema("the name in <Enqueue> is longer than 64 characters")
    }
    self.init(
      queue: queue, action: element.target("action"), wait: element.target("waitUrl", method: "waitUrlMethod"))
  }
}

extension MarkupElement {
  fileprivate func number(_ name: String) -> Int? { attributes[name].flatMap { Int($0) } }

  fileprivate func method(_ name: String) -> WebhookMethod {
    attributes[name].flatMap(WebhookMethod.init(rawValue:)) ?? .post
  }

  fileprivate func target(_ name: String, method: String = "method") -> TwiMLTarget? {
    attributes[name].map { TwiMLTarget(url: $0, method: self.method(method)) }
  }
}
