internal import VoiceCore
internal import Web

/// `/v1/voicemails`: the messages that callers left, for the people of their departments.
struct VoicemailRoutes: Sendable {
  private let read: ReadVoicemails
  private let change: ChangeVoicemail

  init(_ ports: APIPorts) {
    read = ReadVoicemails(store: ports.store)
    change = ChangeVoicemail(store: ports.store, time: ports.time)
  }

  static let path = "/v1/voicemails"
  private static let id = Operation.Parameter("id", in: .path, "The message.", schema: APIRoutes.idSchema)
  private static let missing: [Operation.Answer] = [
    .init(400, "A parameter is unknown."), .init(404, "No such message."),
  ]

  var all: [APIAction] { [list, one, marking, removal] }

  private var list: APIAction {
    let operation = Operation(
      id: "listVoicemails", summary: "The messages of one's departments, newest first",
      parameters: APIRoutes.pageParameters,
      answers: [
        .init(200, "A page of messages.", schema: "VoicemailPage"), .init(400, "A parameter is wrong or unknown."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      let (limit, cursor) = try Self.page(query)
      do throws(StoreFailure) {
        let page = try await read.page(for: asked.bearer, of: asked.tenant, after: cursor, limit: limit)
        return .encoded(
          ListJSON(data: page.voicemails.map { VoicemailJSON(voicemail: $0) }, next: page.next?.text),
          to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private static func page(_ query: Query) throws(APIFault) -> (limit: Int, cursor: VoicemailCursor?) {
    do throws(Query.Fault) {
      let limit = try query.number("limit", in: 1...ReadVoicemails.maximumPage, else: ListCallsRoute.standardPage)
      guard let text = query.text("cursor") else { return (limit, nil) }
      guard let cursor = VoicemailCursor(text: text) else {
        throw Query.Fault("Not a cursor of this list.", field: "cursor")
      }
      return (limit, cursor)
    } catch {
      throw .problem(error.problem)
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getVoicemail", summary: "One message", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "Voicemail")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: Voicemail.self)
      do throws(StoreFailure) {
        guard let found = try await read.voicemail(id, for: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(VoicemailJSON(voicemail: found), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var marking: APIAction {
    let operation = Operation(
      id: "changeVoicemail", summary: "Mark a message as heard, or as new again", parameters: [Self.id],
      body: "VoicemailChange",
      answers: [
        .init(200, "As it is now.", schema: "Voicemail"), .init(400, "A field is missing, unknown or malformed."),
        .init(404, "No such message."), .init(415, "The body isn't JSON."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [change] asked, _ throws(APIFault) in
      let id = try asked.id(of: Voicemail.self)
      let body = try asked.body(VoicemailBody.self)
      do throws(StoreFailure) {
        guard let marked = try await change.mark(id, heard: body.isHeard, by: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(VoicemailJSON(voicemail: marked), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteVoicemail", summary: "Remove a message", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [change] asked, _ throws(APIFault) in
      let id = try asked.id(of: Voicemail.self)
      do throws(StoreFailure) {
        guard try await change.remove(id, by: asked.bearer, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .noContent
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }
}
