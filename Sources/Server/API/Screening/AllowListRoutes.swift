internal import VoiceCore
internal import Web

/// `/v1/allow-list`: callers who are never suspected.
struct AllowListRoutes: Sendable {
  private let read: ReadScreening
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadScreening(store: ports.store)
    self.ports = ports
  }

  static let path = "/v1/allow-list"
  private static let id = ResourceAnswers.id("The entry.")

  var all: [APIAction] { [list, one, creation, removal] }

  private var list: APIAction {
    let operation = Operation(
      id: "listAllowedNumbers", summary: "The allow-list, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of entries.", schema: "AllowedNumberPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<AllowedNumber>(query)
      do throws(StoreFailure) {
        let page = try await read.allowed(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(AllowedNumberJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getAllowedNumber", summary: "One entry", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "AllowedNumber")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: AllowedNumber.self)
      do throws(StoreFailure) {
        guard let entry = try await read.allowed(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(AllowedNumberJSON(entry: entry), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createAllowedNumber", summary: "Never suspect a number; the entry that is there already, if there is one",
      body: "NewAllowedNumber",
      answers: [.init(201, "On the list.", schema: "AllowedNumber"), ResourceAnswers.full] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      guard let number = PhoneNumber(try asked.body(NewAllowedNumberBody.self).number) else {
        throw .field("number", "A number in E.164, as +14155550100.")
      }
      do throws(ScreeningFailure) {
        let entry = try await ports.allowList(for: asked.request).allow(number, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(AllowedNumberJSON(entry: entry), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(entry.id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deleteAllowedNumber", summary: "Take a number off the list", parameters: [Self.id],
      answers: [.init(204, "Off the list.")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: AllowedNumber.self)
      do throws(ScreeningFailure) {
        try await ports.allowList(for: asked.request).disallow(id, by: asked.bearer, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}

/// An entry of the allow-list as the API shows it.
struct AllowedNumberJSON: Encodable {
  let id: String
  let number: String

  init(entry: AllowedNumber) {
    id = entry.id.description
    number = entry.number.e164
  }
}

/// The body that makes an entry.
struct NewAllowedNumberBody: Decodable {
  let number: String

  init(from decoder: any Decoder) throws {
    number = try StrictFields(decoder, allowed: ["number"]).text("number")
  }
}
