package import Hummingbird

/// What a request carries with it. A value: nothing of one request is seen by another.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    package var maxUploadSize: Int { Body.largest }
}
