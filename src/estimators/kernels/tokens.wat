;; Texts taken apart into tokens: runs of characters of a set, words with a space on both sides, or the whole text. All
;; but `wideRuns` take texts of ASCII alone, if `kinds` do.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; A plan is as kernel-tokens.ts writes it:
  ;;
  ;;   0 source   the text; room for 64 bytes behind it, and one byte before it that is above 127
  ;;   4 bytes    where tokens go that are not as they stand there
  ;;   8 spans    out: the first byte of each token and the one behind its last, 4 bytes each
  ;;  12 bits     a bit per character of the text and of 64 more
  ;;  16 least    the fewest characters of a run that counts
  ;;  20 case     32 where capitals become small letters, else 0
  ;;  24 kinds    two bytes for each byte: what it becomes, and above that
  ;;              1: white space  2: not before a run  4: not behind it  128: beyond ASCII
  ;;  32 set      for each low half of a character a bit per high half: whether runs are made of it; 16 bytes
  ;;  48 among    a bit per code point under 2¹⁷, and 64 more of 0: whether runs are made of it
  ;;  52 before   … whether it is not before a run; 0: all may be
  ;;  56 after    … whether it is not behind a run; 0: all may be
  ;;
  ;; result  how many tokens there are; −1 where a character is beyond those that a function knows

  (define KIND
    (i32.load16_u (i32.add (local.get $kinds) (i32.shl (i32.load8_u (local.get $at)) (i32.const 1)))))

  ;; The text becomes what its characters become, in place; one bit per character says whether it is in the set.
  (func $classify (param $plan i32) (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $bits i32) (local $left i32)
    (local $case v128) (local $set v128) (local $beyond i64) (local $among i64) (local $all i64) (local $part v128)
    (local.set $at (i32.load (local.get $plan)))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $bits (i32.load offset=12 (local.get $plan)))
    (local.set $case (i8x16.splat (i32.load offset=20 (local.get $plan))))
    (local.set $set (v128.load offset=32 (local.get $plan)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $beyond (i64.const 0))
        (local.set $among (i64.const 0))
        (repeat 4
          (local.set $part (v128.load offset=%*16 (local.get $at)))
          (local.set $beyond (i64.or (local.get $beyond)
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (local.get $part))) (i64.const %*16))))
          (local.set $part (v128.or (local.get $part) (v128.and (local.get $case)
            (i8x16.lt_u (i8x16.sub (local.get $part) (v128.const i8x16 65 65 65 65 65 65 65 65 65 65 65 65 65 65 65 65))
              (v128.const i8x16 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26 26)))))
          (v128.store offset=%*16 (local.get $at) (local.get $part))
          (local.set $among (i64.or (local.get $among)
            (i64.shl
              (i64.extend_i32_u (i8x16.bitmask (i8x16.ne (v128.const i64x2 0 0) (v128.and
                (i8x16.swizzle (local.get $set)
                  (v128.and (local.get $part) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
                (i8x16.swizzle (v128.const i8x16 1 2 4 8 16 32 64 128 0 0 0 0 0 0 0 0)
                  (i8x16.shr_u (local.get $part) (i32.const 4)))))))
              (i64.const %*16)))))
        ;; What lies behind the text says nothing.
        (local.set $left (i32.sub (local.get $end) (local.get $at)))
        (if (i32.lt_u (local.get $left) (i32.const 64)) (then
          (local.set $all (i64.sub (i64.shl (i64.const 1) (i64.extend_i32_u (local.get $left))) (i64.const 1)))
          (local.set $beyond (i64.and (local.get $beyond) (local.get $all)))
          (local.set $among (i64.and (local.get $among) (local.get $all)))))
        (if (i64.ne (local.get $beyond) (i64.const 0)) (then (return (i32.const 0))))
        (i64.store (local.get $bits) (local.get $among))
        (local.set $bits (i32.add (local.get $bits) (i32.const 8)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $next)))
    (i64.store (local.get $bits) (i64.const 0))
    (i32.store8 (local.get $end) (i32.const 128))
    (i32.const 1))

  ;; The bits from $place on, none of them before it.
  (define BITS
    (i64.load (i32.add (local.get $bits) (i32.shl (i32.shr_u (local.get $place) (i32.const 6)) (i32.const 3)))))
  (define FROM (i64.extend_i32_u (i32.and (local.get $place) (i32.const 63))))
  (define PASS
    (local.set $place (i32.add (i32.or (local.get $place) (i32.const 63)) (i32.const 1))))
  (define FIRST
    (local.set $place (i32.add (local.get $place) (i32.wrap_i64 (i64.ctz (local.get $word))))))

  ;; The longest runs of characters of the set; they stay where they are.
  (func (export "runs") (param $plan i32) (param $length i32) (result i32)
    (local $source i32) (local $bits i32) (local $kinds i32) (local $least i32) (local $span i32)
    (local $place i32) (local $start i32) (local $word i64) (local $at i32)
    (if (i32.eqz (call $classify (local.get $plan) (local.get $length))) (then (return (i32.const -1))))
    (local.set $source (i32.load (local.get $plan)))
    (local.set $span (i32.load offset=8 (local.get $plan)))
    (local.set $bits (i32.load offset=12 (local.get $plan)))
    (local.set $least (i32.load offset=16 (local.get $plan)))
    (local.set $kinds (i32.load offset=24 (local.get $plan)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $place) (local.get $length)))
        (local.set $word (i64.shr_u (BITS) (FROM)))
        (if (i64.eqz (local.get $word)) (then (PASS) (br $next)))
        (FIRST)
        (local.set $start (local.get $place))
        (loop $same
          (local.set $word (i64.shr_u (i64.xor (BITS) (i64.const -1)) (FROM)))
          (if (i64.eqz (local.get $word)) (then (PASS) (br $same))))
        (FIRST)
        (if (i32.ge_u (i32.sub (local.get $place) (local.get $start)) (local.get $least)) (then
          (i32.store (local.get $span) (i32.add (local.get $source) (local.get $start)))
          (i32.store offset=4 (local.get $span) (i32.add (local.get $source) (local.get $place)))
          (local.set $at (i32.sub (i32.load (local.get $span)) (i32.const 1)))
          (if (i32.eqz (i32.and (KIND) (i32.const 0x200))) (then
            (local.set $at (i32.load offset=4 (local.get $span)))
            (if (i32.eqz (i32.and (KIND) (i32.const 0x400))) (then
              (local.set $span (i32.add (local.get $span) (i32.const 8)))))))))
        (local.set $place (i32.add (local.get $place) (i32.const 1)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $span) (i32.load offset=8 (local.get $plan))) (i32.const 3)))

  ;; The whole text as one token, where two or more characters of white space become one space.
  (func (export "characters") (param $plan i32) (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32) (local $kinds i32) (local $kind i32) (local $space i32) (local $again i32)
    (local.set $at (i32.load (local.get $plan)))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $to (i32.load offset=4 (local.get $plan)))
    (local.set $kinds (i32.load offset=24 (local.get $plan)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $kind (KIND))
        (if (i32.and (local.get $kind) (i32.const 0x8000)) (then (return (i32.const -1))))
        (local.set $again (local.get $space))
        (local.set $space (i32.and (i32.shr_u (local.get $kind) (i32.const 8)) (i32.const 1)))
        (local.set $again (i32.and (local.get $again) (local.get $space)))
        (local.set $to (i32.sub (local.get $to) (local.get $again)))
        (i32.store8 (local.get $to) (select (i32.const 32) (local.get $kind) (local.get $again)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (i32.store8 (local.get $to) (i32.const 0))
    (local.set $at (i32.load offset=8 (local.get $plan)))
    (i32.store (local.get $at) (i32.load offset=4 (local.get $plan)))
    (i32.store offset=4 (local.get $at) (local.get $to))
    (i32.const 1))

  ;; What stands between white space, each with a space on both sides.
  (func (export "padded") (param $plan i32) (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32) (local $kinds i32) (local $kind i32) (local $start i32) (local $span i32)
    (local.set $at (i32.load (local.get $plan)))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $to (i32.load offset=4 (local.get $plan)))
    (local.set $span (i32.load offset=8 (local.get $plan)))
    (local.set $kinds (i32.load offset=24 (local.get $plan)))
    (i32.store8 (local.get $end) (i32.const 32))
    (loop $next
      (local.set $kind (KIND))
      (if (i32.and (local.get $kind) (i32.const 0x8000)) (then (return (i32.const -1))))
      (if (i32.and (local.get $kind) (i32.const 0x100))
        (then
          (if (local.get $start) (then
            (i32.store8 (local.get $to) (i32.const 32))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (i32.store (local.get $span) (local.get $start))
            (i32.store offset=4 (local.get $span) (local.get $to))
            (local.set $span (i32.add (local.get $span) (i32.const 8)))
            (local.set $start (i32.const 0)))))
        (else
          (if (i32.eqz (local.get $start)) (then
            (local.set $start (local.get $to))
            (i32.store8 (local.get $to) (i32.const 32))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))))
          (i32.store8 (local.get $to) (local.get $kind))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.le_u (local.get $at) (local.get $end))))
    (i32.store8 (local.get $to) (i32.const 0))
    (i32.shr_u (i32.sub (local.get $span) (i32.load offset=8 (local.get $plan))) (i32.const 3)))
  ;; The bit of a code point; 0 where there are no bits.
  (func $isIn (param $bits i32) (param $code i32) (result i32)
    (if (i32.eqz (local.get $bits)) (then (return (i32.const 0))))
    (i32.and (i32.const 1) (i32.shr_u
      (i32.load8_u (i32.add (local.get $bits) (i32.shr_u (local.get $code) (i32.const 3))))
      (i32.and (local.get $code) (i32.const 7)))))

  (define TAIL
    (i32.or (i32.shl (local.get $code) (i32.const 6))
      (i32.and (i32.load8_u (local.tee $next (i32.add (local.get $next) (i32.const 1)))) (i32.const 63))))

  ;; The longest runs of characters of the set in UTF-8, whose length is counted in characters.
  (func (export "wideRuns") (param $plan i32) (param $length i32) (result i32)
    (local $at i32) (local $next i32) (local $end i32) (local $span i32) (local $among i32) (local $least i32)
    (local $code i32) (local $previous i32) (local $first i32) (local $start i32) (local $count i32)
    (local.set $at (i32.load (local.get $plan)))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $span (i32.load offset=8 (local.get $plan)))
    (local.set $least (i32.load offset=16 (local.get $plan)))
    (local.set $among (i32.load offset=48 (local.get $plan)))
    ;; There is no character before the first one, nor behind the last.
    (local.set $previous (i32.const 0x20000))
    (loop $characters
      (local.set $next (local.get $at))
      (local.set $code (i32.const 0x20000))
      (if (i32.lt_u (local.get $at) (local.get $end)) (then
        (local.set $code (i32.load8_u (local.get $at)))
        (if (i32.ge_u (local.get $code) (i32.const 0xf0))
          (then
            (local.set $code (i32.and (local.get $code) (i32.const 7)))
            (repeat 3 (local.set $code (TAIL)))
            (if (i32.ge_u (local.get $code) (i32.const 0x20000)) (then (return (i32.const -1)))))
          (else (if (i32.ge_u (local.get $code) (i32.const 0xe0))
            (then
              (local.set $code (i32.and (local.get $code) (i32.const 15)))
              (repeat 2 (local.set $code (TAIL))))
            (else (if (i32.ge_u (local.get $code) (i32.const 0x80)) (then
              (local.set $code (i32.and (local.get $code) (i32.const 31)))
              (local.set $code (TAIL))))))))))
      (if (call $isIn (local.get $among) (local.get $code))
        (then
          (if (i32.eqz (local.get $count)) (then
            (local.set $start (local.get $at))
            (local.set $first (local.get $previous))))
          (local.set $count (i32.add (local.get $count) (i32.const 1))))
        (else (if (local.get $count) (then
          (if (i32.ge_u (local.get $count) (local.get $least)) (then
            (if (i32.eqz (i32.or
                (call $isIn (i32.load offset=52 (local.get $plan)) (local.get $first))
                (call $isIn (i32.load offset=56 (local.get $plan)) (local.get $code))))
              (then
                (i32.store (local.get $span) (local.get $start))
                (i32.store offset=4 (local.get $span) (local.get $at))
                (local.set $span (i32.add (local.get $span) (i32.const 8)))))))
          (local.set $count (i32.const 0))))))
      (local.set $previous (local.get $code))
      (local.set $next (i32.add (local.get $next) (i32.const 1)))
      (br_if $characters (i32.le_u (local.tee $at (local.get $next)) (local.get $end))))
    (i32.shr_u (i32.sub (local.get $span) (i32.load offset=8 (local.get $plan))) (i32.const 3)))
)
