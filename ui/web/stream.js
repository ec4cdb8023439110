// Gradio's calls on their way to the server: with the key of the conversation, ended with the
// question that they are for, and put together again where the server lets others in between.
const plainFetch = window.fetch.bind(window);

/** Messages by which Gradio's client takes events for finished, as after its own cancel. */
const endOf = (events) =>
  [
    ...events.map((event) => ({
      msg: "process_completed",
      event_id: event,
      output: {},
      success: true,
    })),
    { msg: "close_stream" },
  ]
    .map((message) => `data: ${JSON.stringify(message)}\n\n`)
    .join("");
const asStream = { headers: { "content-type": "text/event-stream" } };
/** Events that were ended before anybody listened for them. */
const ended = [];

const withKey = (key, input, options) => {
  const headers = new Headers(options?.headers ?? input.headers);
  headers.set("X-Steunwijzer-Visit", key);
  return plainFetch(input, { ...options, headers });
};

/** What Gradio gets where its event is over: a name for it, and soon its end. */
const alreadyOver = () => {
  const event = randomName();
  ended.push(event);
  return Response.json({ event_id: event });
};

const join = async (input, options) => {
  const asked = asking;
  if (!asked) return alreadyOver();
  try {
    const response = await Promise.race([withKey(asked.key, input, options), asked.over]);
    if (response.isOver) return alreadyOver();
    if (response.ok) {
      asked.event = (await response.clone().json()).event_id;
      return response;
    }
    if (response.status < 500) refused(asked);
    else lost(asked);
  } catch {
    lost(asked);
  }
  return alreadyOver();
};

const listenFor = async (asked, input, options) => {
  const response = await withKey(asked.key, input, options);
  if (!response.ok || !response.body) throw new Error(`${response.status}`);
  return response.body.pipeThrough(new TextDecoderStream()).getReader();
};

const listen = async (input, options) => {
  const asked = asking;
  if (!asked || ended.length) {
    setTimeout(settled, 30, asked);
    return new Response(endOf(ended.splice(0)), asStream);
  }
  const encoder = new TextEncoder();
  let [reader, rest, isWhole] = [null, "", false];
  const finish = (controller, words) => {
    if (words) controller.enqueue(encoder.encode(words));
    controller.close();
    heardAll(asked);
  };
  const pull = async (controller) => {
    try {
      reader ??= await Promise.race([listenFor(asked, input, options), asked.over]);
      const { value, done, isOver } = reader.isOver
        ? reader
        : await Promise.race([reader.read(), asked.over]);
      if (isOver) {
        reader.cancel?.().catch(() => {});
        return finish(controller, endOf([asked.event]));
      }
      if (done && isWhole) return finish(controller, "");
      // The server ends a stream now and then, so that another tab gets its turn.
      if (done) [reader, rest] = [null, ""];
      // Whole messages only: the end may have to come after any of them.
      const messages = (rest + (value ?? "")).split("\n\n");
      rest = messages.pop();
      isWhole ||= messages.some((each) => each.includes('"msg":"close_stream"'));
      if (!messages.length) return pull(controller);
      controller.enqueue(encoder.encode(messages.map((each) => `${each}\n\n`).join("")));
    } catch {
      if (isWhole) return;
      lost(asked);
      finish(controller, endOf([asked.event]));
    }
  };
  // Gradio's client hangs up as soon as it hears that this is all.
  const cancel = (reason) => {
    isWhole = true;
    heardAll(asked);
    return reader?.cancel?.(reason);
  };
  const body = new ReadableStream({ pull, cancel });
  return new Response(body, asStream);
};

window.fetch = (input, options) => {
  const url = new URL(input.url ?? input, location.href);
  if (url.origin === location.origin) {
    if (url.pathname.endsWith("/gradio_api/queue/join")) return join(input, options);
    if (url.pathname.endsWith("/gradio_api/queue/data")) return listen(input, options);
  }
  return plainFetch(input, options);
};
