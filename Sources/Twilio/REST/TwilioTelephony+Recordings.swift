internal import AsyncHTTPClient
internal import Logging
public import NIOCore
internal import NIOHTTP1
public import VoiceCore
internal import Web

/// Recordings by the carrier's REST API: of the caller's leg, both parties on their own channel, so that one recording goes on
/// through every hand-over. Source: Twilio, "Recordings resource".
extension TwilioTelephony: CallRecorder {
  /// How long fetching one recording may take in all.
  public static let fetchTimeout: TimeAmount = .seconds(120)

  /// See `CallRecorder`.
  public func record(_ leg: CarrierCallID, in place: CallPlace) async throws(TelephonyFailure) -> CarrierRecording {
    guard settings.hasAccount else { throw .notConfigured }
    let callback = FormEncoding.text(settings.publicURL.http(WebhookPath.recording(of: place)))
    let events = ["in-progress", "completed", "absent"].map { "&RecordingStatusCallbackEvent=\($0)" }.joined()
    let answer = try await request(
      "/Calls/\(leg.text)/Recordings.json",
      posting: "RecordingChannels=dual&RecordingTrack=both&Trim=do-not-trim&RecordingStatusCallback=\(callback)"
        + "&RecordingStatusCallbackMethod=POST\(events)", method: .POST)
    try note(answer, "begin")
    guard let name = answer.recordings.first?.name else { throw .unavailable }
    return name
  }

  /// See `CallRecorder`.
  public func recording(
    of leg: CarrierCallID
  ) async throws(TelephonyFailure) -> (name: CarrierRecording, report: Recording.Report)? {
    guard settings.hasAccount else { throw .notConfigured }
    let answer = try await request("/Recordings.json?CallSid=\(leg.text)")
    if case .failed(let failure) = answer.meaning { throw failure }
    return answer.recordings.first { !$0.isMessage }.map { ($0.name, $0.report) }
  }

  /// See `CallRecorder`.
  public func set(
    _ wish: Recording.Wish, _ recording: CarrierRecording, of leg: CarrierCallID
  ) async throws(TelephonyFailure) {
    guard settings.hasAccount else { throw .notConfigured }
    let status =
      switch wish {
      case .run: "in-progress"
      case .pause: "paused"
      }
    let answer = try await request(
      "/Calls/\(leg.text)/Recordings/\(recording.name).json", posting: "Status=\(status)", method: .POST)
    try note(answer, status)
  }

  /// See `CallRecorder`. As MP3. Where the carrier sends us elsewhere for it we go once, without the account's secret.
  public func sound(of recording: CarrierRecording, limit: Int) async throws(RecordingFailure) -> [UInt8]? {
    guard settings.hasAccount else { throw .carrier(.notConfigured) }
    var first = HTTPClientRequest(url: url("/Recordings/\(recording.name).mp3"))
    first.headers.add(name: "Authorization", value: TwilioCredentials(settings).basic)
    switch try await fetch(first, limit: limit) {
    case .sound(let bytes): return bytes
    case .elsewhere(let address):
      guard let parts = URLParts(address), parts.scheme == "https" || (parts.scheme == "http" && parts.isLoopback),
        !parts.hasUser
      else { throw .carrier(.unavailable) }
      guard case .sound(let bytes) = try await fetch(HTTPClientRequest(url: address), limit: limit) else {
        throw .carrier(.unavailable)
      }
      return bytes
    }
  }

  /// See `CallRecorder`.
  public func delete(_ recording: CarrierRecording) async throws(TelephonyFailure) {
    guard settings.hasAccount else { throw .notConfigured }
    let answer = try await request("/Recordings/\(recording.name).json", method: .DELETE)
    // One that isn't there any more is deleted.
    guard answer.status != 404 else { return }
    try note(answer, "delete")
  }

  /// What came of a request for sound.
  private enum Fetched {
    /// `nil` while, or when, there is none.
    case sound([UInt8]?)
    case elsewhere(String)
  }

  private func fetch(_ request: HTTPClientRequest, limit: Int) async throws(RecordingFailure) -> Fetched {
    do {
      let response = try await client.execute(request, timeout: Self.fetchTimeout, logger: nil)
      let status = Int(response.status.code)
      if (300..<400).contains(status), let address = response.headers.first(name: "Location") {
        return .elsewhere(address)
      }
      guard status == 200 else {
        switch TwilioAnswer(status: status, body: nil).meaning {
        case .alreadyOver: return .sound(nil)
        case .failed(let failure): throw RecordingFailure.carrier(failure)
        case .done: throw RecordingFailure.carrier(.unavailable)
        }
      }
      var bytes: [UInt8] = []
      for try await chunk in response.body {
        guard bytes.count + chunk.readableBytes <= limit else { throw RecordingFailure.tooLarge }
        bytes += chunk.readableBytesView
      }
      return .sound(bytes)
    } catch let failure as RecordingFailure {
      throw failure
    } catch {
      log.warning("a recording can't be fetched", metadata: ["reason": "\(type(of: error))"])
      throw .carrier(.unavailable)
    }
  }

  /// - Throws: what the carrier's refusal means; one that is about a call or recording that isn't there any more is a refusal, too.
  private func note(_ answer: TwilioAnswer, _ order: String) throws(TelephonyFailure) {
    let failure: TelephonyFailure
    switch answer.meaning {
    case .done: return
    case .alreadyOver: failure = .refused(status: answer.status)
    case .failed(let why): failure = why
    }
    log.warning(
      "the carrier did not do as told with a recording",
      metadata: [
        "order": "\(order)", "status": "\(answer.status)", "code": "\(answer.code.map(String.init) ?? "none")",
      ])
    throw failure
  }
}
