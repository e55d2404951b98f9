internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Sends signed webhooks and brings back whole answers, within the carrier's budget.
struct WebhookSender: Sendable {
  let client: HTTPClient
  let signature: CarrierSignature
  /// For an answer to be there from the start of connecting.
  let budget: Duration

  /// - Parameter token: the idempotency token, the same for a repetition.
  func send(_ webhook: Webhook, token: String, faults: [CallFault], clock: CallClock) async -> WebhookAnswer {
    let sentAt = clock.now
    let begin = ContinuousClock.now
    let result = await answer(to: request(for: webhook, token: token, faults: faults))
    return WebhookAnswer(result, sentAt: sentAt, took: ContinuousClock.now - begin)
  }

  /// Sends a notice. The same one again is a repetition, and bears the same token.
  func send(_ notice: Webhook, faults: [CallFault], clock: CallClock) async -> WebhookAnswer {
    let token = signature.sign(url: notice.url, fields: notice.fields)
    return await send(notice, token: token, faults: faults, clock: clock)
  }

  /// The signature's header for a request, unless a fault takes or spoils it.
  func headers(url: String, fields: [FormField], faults: [CallFault]) -> [(String, String)] {
    if faults.contains(.unsigned) { return [] }
    let signature = faults.contains(.wronglySigned) ? CarrierSignature(authToken: "another token") : signature
    return [("X-Twilio-Signature", signature.sign(url: url, fields: fields))]
  }

  private func request(for webhook: Webhook, token: String, faults: [CallFault]) -> HTTPClientRequest {
    var url = String(webhook.url.prefix { $0 != "#" })
    let form = FormText.encode(webhook.fields)
    if webhook.method == .get { url += (url.contains("?") ? "&" : "?") + form }
    var request = HTTPClientRequest(url: url)
    request.method = webhook.method == .get ? .GET : .POST
    let signed = webhook.method == .get ? [] : webhook.fields
    for (name, value) in headers(url: url, fields: signed, faults: faults) {
      request.headers.add(name: name, value: value)
    }
    request.headers.add(name: "I-Twilio-Idempotency-Token", value: token)
    request.headers.add(name: "User-Agent", value: "TwilioProxy/1.1")
    request.headers.add(name: "Accept", value: "*/*")
    if webhook.method == .post {
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=UTF-8")
      request.body = .bytes(ByteBuffer(string: form))
    }
    return request
  }

  private func answer(to request: HTTPClientRequest) async -> WebhookAnswer.Result {
    do {
      return try await withThrowingTaskGroup(of: WebhookAnswer.Result.self) { [client, budget] group in
        defer { group.cancelAll() }
        group.addTask {
          let response = try await client.execute(request, timeout: TimeAmount(budget))
          let body = try await response.body.collect(upTo: TwiMLDocument.maximumBytes)
          return .replied(
            status: Int(response.status.code), contentType: response.headers.first(name: "content-type"),
            body: Array(body.readableBytesView))
        }
        group.addTask {
          try await Task.sleep(for: budget)
          return .failed(.timeout("no whole answer came in time"))
        }
        return try await group.next() ?? .failed(.retrieval("no answer"))
      }
    } catch is NIOTooManyBytesError {
      return .failed(.tooLarge("the answer is larger than 64 KiB"))
    } catch let error as HTTPClientError where error == .deadlineExceeded {
      return .failed(.timeout("no whole answer came in time"))
    } catch {
      return .failed(.retrieval("the server could not be reached"))
    }
  }
}
