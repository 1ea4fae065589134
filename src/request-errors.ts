// What can be wrong with a request, and what a server has to say of itself: the part of the catalogue that clients meet.

/** Entries as in errors.ts. */
export const requestErrors = {
  BODY_MALFORMED: {
    status: 400,
    message: "The request body cannot be read: {reason}.",
    hint: "Send JSON such as {example}.",
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: "The request body is larger than {limit} bytes.",
    hint: "Send fewer rows, or a file to /batch where there is one.",
  },
  REQUEST_MALFORMED: {
    status: 400,
    message: "The request cannot be read: {reason}.",
    hint: "Check the address, its options and the headers against the API's description.",
  },
  URL_TOO_LONG: {
    status: 414,
    message: "The address is longer than {limit} bytes.",
    hint: "Send the values as the body of a POST request to /predict.",
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    message: "The request's headers are larger than {limit} bytes.",
    hint: "Send fewer or shorter headers; cookies of other programs on the same host count too.",
  },
  REQUEST_TIMEOUT: {
    status: 408,
    message: "The request did not arrive in time.",
    hint: "Send the whole request within {seconds} seconds.",
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    message: "The content type {type} is not read here.",
    hint: "Send {types}, in UTF-8 and not compressed.",
  },
  MONITOR_PRIVATE: {
    status: 403,
    message: "The monitor answers on the server's own machine only.",
    hint: "Open it there or through an SSH tunnel, or write `monitor: true` in the config when everybody who reaches the server may see what was asked.",
  },
  FEEDBACK_OFF: {
    status: 404,
    message: "Feedback is not kept: this server keeps no prediction log.",
    hint: "Serve with `--log predictions.jsonl`, or a project folder whose config does not say `log: false`.",
  },
  NOT_FOUND: {
    status: 404,
    message: "There is nothing at {path}.",
    hint: "The page is at {page}, the API at {api}.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: "{path} does not answer {method}.",
    hint: "Use {allow}.",
  },
  ANSWER_TIMEOUT: {
    status: 503,
    message: "There was no answer within {seconds} seconds.",
    hint: "Send fewer rows per request, or try again later.",
  },
  SERVER_OVERLOADED: {
    status: 503,
    message: "The server has more to answer now than it can.",
    hint: "Try again in a few seconds.",
  },
  SERVER_STOPPING: {
    status: 503,
    message: "The server is stopping.",
    hint: "Try again in a few seconds.",
  },
  INTERNAL: {
    status: 500,
    message: "Something went wrong inside the server.",
    hint: "The server's log has the details, under the id of this request.",
  },
  BATCHES_BUSY: {
    status: 503,
    message: "{running} batches are under way already.",
    hint: "Try again in a few seconds; single rows are answered at /predict meanwhile.",
  },
  BATCH_STALLED: {
    status: 408,
    message: "Nothing, or hardly anything, came for {seconds} seconds.",
    hint: "Send the rows without long pauses.",
  },
  FILES_NOT_TAKEN: {
    status: 404,
    message:
      "Files of rows are not scored here: this app's own code changes records one by one, and a file would pass it by.",
    hint: "Send the rows as JSON to /predict, which that code sees.",
  },
  JOBS_FULL: {
    status: 503,
    message: "The server cannot take on another job: {reason}.",
    hint: "Delete jobs that are over (DELETE /jobs/ID), wait until they expire, or send the file to /batch, which keeps nothing.",
  },
  JOB_NOT_FOUND: {
    status: 404,
    message:
      "There is no such job: it has expired or was deleted, or the server was started again.",
    hint: "Send the file again.",
  },
  JOB_UNFINISHED: {
    status: 409,
    message: "The job is {status}: it has no {what} to give.",
    hint: "Ask for the job itself, which says how far it is and what went wrong.",
  },
} as const;
