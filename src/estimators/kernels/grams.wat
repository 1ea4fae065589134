;; Grams of a text counted: each is looked up among terms or hashed to its column, by its bytes; a text's columns come out
;; rising. Everything reads up to 8 bytes behind a gram.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; A table of terms is as kernel-terms.ts makes it:
  ;;
  ;;   0 slots    16 bytes each     8 shift    of a hash, so that it becomes a slot     16 seed    64 bits
  ;;   4 mask     slots − 1        12 arena    the bytes of all terms                   24 factor  64 bits, odd
  ;;
  ;; and a slot:
  ;;
  ;;   0 key      of up to 8 bytes: themselves, then zeros; of more: their hash
  ;;   8 value
  ;;  12 where    0: nothing is here; up to 8: how long the term is; else where its length and bytes are in the arena

  ;; From $start and $length to $key, and the $slot where it is looked for first.
  (define HASH
    (if (i32.le_u (local.get $length) (i32.const 8))
      (then
        (local.set $key (i64.and (i64.load (local.get $start))
          (i64.shr_u (i64.const -1) (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $length) (i32.const 3)))))))
        (local.set $hash (i64.mul (i64.xor (local.get $key) (local.get $seed)) (local.get $factor))))
      (else
        (local.set $hash (local.get $seed))
        (local.set $at (local.get $start))
        (local.set $last (i32.sub (i32.add (local.get $start) (local.get $length)) (i32.const 8)))
        (loop $more
          (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64.load (local.get $at))) (local.get $factor)))
          (local.set $hash (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 32))))
          (br_if $more (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $last))))
        (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64.load (local.get $last))) (local.get $factor)))
        (local.set $key (local.get $hash))))
    (local.set $place (i32.wrap_i64 (i64.shr_u (local.get $hash) (local.get $shift)))))

  (define SLOT (i32.add (local.get $slots) (i32.shl (local.get $place) (i32.const 4))))
  (define FURTHER
    (local.set $place (i32.and (i32.add (local.get $place) (i32.const 1)) (local.get $mask))))

  (define TABLE
    (local $slots i32) (local $mask i32) (local $shift i64) (local $arena i32) (local $seed i64) (local $factor i64)
    (local $start i32) (local $length i32) (local $at i32) (local $last i32) (local $key i64) (local $hash i64)
    (local $place i32) (local $slot i32) (local $where i32))
  (define OPEN
    (local.set $slots (i32.load (local.get $table)))
    (local.set $mask (i32.load offset=4 (local.get $table)))
    (local.set $shift (i64.load32_u offset=8 (local.get $table)))
    (local.set $arena (i32.load offset=12 (local.get $table)))
    (local.set $seed (i64.load offset=16 (local.get $table)))
    (local.set $factor (i64.load offset=24 (local.get $table))))

  ;; Whether the bytes of two texts of one length, more than 8, are the same.
  (func $same (param $a i32) (param $b i32) (param $length i32) (result i32)
    (local $last i32)
    (local.set $last (i32.sub (i32.add (local.get $a) (local.get $length)) (i32.const 8)))
    (if (i64.ne (i64.load (local.get $last))
        (i64.load (i32.sub (i32.add (local.get $b) (local.get $length)) (i32.const 8))))
      (then (return (i32.const 0))))
    (loop $more
      (if (i64.ne (i64.load (local.get $a)) (i64.load (local.get $b))) (then (return (i32.const 0))))
      (local.set $b (i32.add (local.get $b) (i32.const 8)))
      (br_if $more (i32.lt_u (local.tee $a (i32.add (local.get $a) (i32.const 8))) (local.get $last))))
    (i32.const 1))

  ;; From $start and $length to the $slot of the term; its `where` is 0 where there is none.
  (define FIND
    (HASH)
    (block $found
      (loop $probe
        (local.set $slot (SLOT))
        (local.set $where (i32.load offset=12 (local.get $slot)))
        (br_if $found (i32.eqz (local.get $where)))
        (if (i64.eq (i64.load (local.get $slot)) (local.get $key)) (then
          (br_if $found (i32.eq (local.get $where) (local.get $length)))
          (if (i32.gt_u (local.get $where) (i32.const 8)) (then
            (local.set $at (i32.add (local.get $arena) (local.get $where)))
            (if (i32.eq (i32.load (local.get $at)) (local.get $length)) (then
              (br_if $found (call $same (i32.add (local.get $at) (i32.const 4)) (local.get $start) (local.get $length)))))))))
        (FURTHER)
        (br $probe))))

  ;; Puts terms into a table whose slots are all 0 or taken by others; they must differ, and more slots be free.
  ;;
  ;; $first    the room for the first term's length in the arena: the terms lie there one by one, each behind its own
  ;; $lengths  of the terms, 4 bytes each; what is 0 long leaves its slot as it is
  ;; $values   of the terms
  (func (export "fill") (param $table i32) (param $first i32) (param $lengths i32) (param $values i32) (param $count i32)
    (TABLE)
    (OPEN)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (local.set $start (i32.add (local.get $first) (i32.const 4)))
        (local.set $length (i32.load (local.get $lengths)))
        (i32.store (local.get $first) (local.get $length))
        (HASH)
        (loop $probe
          (local.set $slot (SLOT))
          (if (i32.load offset=12 (local.get $slot)) (then (FURTHER) (br $probe))))
        (i64.store (local.get $slot) (local.get $key))
        (i32.store offset=8 (local.get $slot) (i32.load (local.get $values)))
        (i32.store offset=12 (local.get $slot)
          (select (local.get $length) (i32.sub (local.get $first) (local.get $arena)) (i32.le_u (local.get $length) (i32.const 8))))
        (local.set $first (i32.add (local.get $start) (local.get $length)))
        (local.set $lengths (i32.add (local.get $lengths) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $next))))

  ;; The most taken slots in a row, which is what a search can meet.
  (func (export "longestRun") (param $table i32) (result i32)
    (local $slots i32) (local $mask i32) (local $i i32) (local $run i32) (local $longest i32)
    (local.set $slots (i32.load (local.get $table)))
    (local.set $mask (i32.load offset=4 (local.get $table)))
    (loop $next
      (local.set $run (select (i32.add (local.get $run) (i32.const 1)) (i32.const 0)
        (i32.load offset=12 (i32.add (local.get $slots)
          (i32.shl (i32.and (local.get $i) (local.get $mask)) (i32.const 4))))))
      (local.set $longest (select (local.get $run) (local.get $longest) (i32.gt_u (local.get $run) (local.get $longest))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.le_u (local.get $i) (i32.shl (local.get $mask) (i32.const 1)))))
    (local.get $longest))

  ;; Tokens written one behind the other with a space between them.
  ;;
  ;; $spans  of $count tokens, in and out
  ;; $table  of terms that are left out; 0: none
  ;; $to     where they go; up to 15 bytes behind the last one are written too
  ;; result  how many are left
  (func (export "join") (param $spans i32) (param $count i32) (param $table i32) (param $to i32) (result i32)
    (local $end i32) (local $out i32) (local $from i32) (local $stop i32)
    (TABLE)
    (local.set $out (local.get $spans))
    (local.set $end (i32.add (local.get $spans) (i32.shl (local.get $count) (i32.const 3))))
    (if (local.get $table) (then (OPEN)))
    (local.set $from (local.get $spans))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $start (i32.load (local.get $from)))
        (local.set $length (i32.sub (i32.load offset=4 (local.get $from)) (local.get $start)))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (if (local.get $table) (then
          (FIND)
          (br_if $next (local.get $where))))
        (i32.store (local.get $out) (local.get $to))
        (local.set $stop (i32.add (local.get $to) (local.get $length)))
        (i32.store offset=4 (local.get $out) (local.get $stop))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (loop $more
          (v128.store (local.get $to) (v128.load (local.get $start)))
          (local.set $start (i32.add (local.get $start) (i32.const 16)))
          (br_if $more (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $stop))))
        (i32.store8 (local.get $stop) (i32.const 32))
        (local.set $to (i32.add (local.get $stop) (i32.const 1)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $spans)) (i32.const 3)))

  ;; Counts are as kernel-counts.ts lays them out:
  ;;
  ;;   0 spans    of the tokens                    24 counts   of each column, 4 bytes; 0 between two texts
  ;;   4 least    tokens or characters of a gram   28 bits     of each column: whether it was met
  ;;   8 most                                      32 words    of each 64 bits: whether any is set
  ;;  12 kind     0: tokens together;              36 groups   of each 64 words
  ;;              1: characters of each;           40 end      behind the groups
  ;;              2: of short ones all             44 columns  out: those that were met, rising
  ;;  16 table    of terms                         48 sums     out: how often, or less those that count negative
  ;;  20 width    columns where grams are hashed   52 signs    1 where half of all hashes count negative
  ;;
  ;; result  how many columns were met

  ;; Adds $amount to a column and notes that it was met.
  (define MARK
    (local.set $at (i32.add (local.get $counts) (i32.shl (local.get $column) (i32.const 2))))
    (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (local.get $amount)))
    (repeat 3
      (local.set $at (i32.add (local.get $level%) (i32.shl (i32.shr_u (local.get $column) (i32.const 6)) (i32.const 3))))
      (i64.store (local.get $at) (i64.or (i64.load (local.get $at))
        (i64.shl (i64.const 1) (i64.extend_i32_u (local.get $column)))))
      (local.set $column (i32.shr_u (local.get $column) (i32.const 6)))))

  ;; The character behind the one at $at, in UTF-8; what is behind a token must begin a character, or be 0.
  (func $next (param $at i32) (result i32)
    (loop $more
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $more (i32.eq (i32.const 128) (i32.and (i32.load8_u (local.get $at)) (i32.const 192)))))
    (local.get $at))

  ;; (TAKE) for every gram from $start to $stop.
  (define COUNT
    (param $plan i32) (param $count i32) (result i32)
    (local $counts i32) (repeat 3 (local $level% i32)) (local $column i32) (local $amount i32)
    (local $spans i32) (local $n i32) (local $most i32) (local $span i32) (local $lastSpan i32) (local $stop i32)
    (local $first i32) (local $end i32) (local $reach i32) (local $left i32) (local $kind i32) (local $table i32) (local $width i32) (local $signs i32)
    (TABLE)
    (local.set $spans (i32.load (local.get $plan)))
    (local.set $kind (i32.load offset=12 (local.get $plan)))
    (local.set $table (i32.load offset=16 (local.get $plan)))
    (local.set $width (i32.load offset=20 (local.get $plan)))
    (local.set $signs (i32.load offset=52 (local.get $plan)))
    (if (local.get $table) (then (OPEN)))
    (local.set $counts (i32.load offset=24 (local.get $plan)))
    (repeat 3 (local.set $level% (i32.load offset=28 (i32.add (local.get $plan) (i32.const %*4)))))
    (local.set $amount (i32.const 1))
    (if (i32.eqz (local.get $kind))
      (then
        (local.set $n (i32.load offset=4 (local.get $plan)))
        (local.set $most (i32.load offset=8 (local.get $plan)))
        (local.set $lastSpan (i32.add (local.get $spans) (i32.shl (local.get $count) (i32.const 3))))
        (loop $lengths
          (local.set $first (local.get $spans))
          (local.set $span (i32.add (local.get $spans) (i32.shl (i32.sub (local.get $n) (i32.const 1)) (i32.const 3))))
          (block $done
            (loop $next
              (br_if $done (i32.ge_u (local.get $span) (local.get $lastSpan)))
              (local.set $start (i32.load (local.get $first)))
              (local.set $stop (i32.load offset=4 (local.get $span)))
              (TAKE)
              (local.set $first (i32.add (local.get $first) (i32.const 8)))
              (local.set $span (i32.add (local.get $span) (i32.const 8)))
              (br $next)))
          (br_if $lengths (i32.le_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (local.get $most)))))
      (else
        (local.set $span (local.get $spans))
        (block $done
          (loop $token
            (br_if $done (i32.eqz (local.get $count)))
            (local.set $count (i32.sub (local.get $count) (i32.const 1)))
            (local.set $n (i32.load offset=4 (local.get $plan)))
            (local.set $end (i32.load offset=4 (local.get $span)))
            (local.set $first (i32.load (local.get $span)))
            (local.set $span (i32.add (local.get $span) (i32.const 8)))
            (local.set $most (i32.load offset=8 (local.get $plan)))
            (local.set $reach (local.get $first))
            (local.set $left (local.get $n))
            (loop $more
              (if (i32.lt_u (local.get $reach) (local.get $end)) (then
                (local.set $reach (call $next (local.get $reach)))
                (br_if $more (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
            (block $short
              ;; A word that is shorter than every gram counts once.
              (if (local.get $left) (then
                (br_if $short (i32.ne (local.get $kind) (i32.const 2)))
                (local.set $most (local.get $n))))
              (loop $lengths
                (local.set $start (local.get $first))
                (local.set $stop (local.get $reach))
                (block $done
                  (loop $next
                    (TAKE)
                    (br_if $done (i32.eq (local.get $stop) (local.get $end)))
                    (local.set $start (call $next (local.get $start)))
                    (local.set $stop (call $next (local.get $stop)))
                    (br $next)))
                (br_if $short (i32.eq (local.get $reach) (local.get $end)))
                (local.set $reach (call $next (local.get $reach)))
                (br_if $lengths (i32.le_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (local.get $most)))))
            (br $token)))))
    (call $gather (local.get $plan)))

  (define TAKE
    (local.set $length (i32.sub (local.get $stop) (local.get $start)))
    (FIND)
    (if (local.get $where) (then
      (local.set $column (i32.load offset=8 (local.get $slot)))
      (MARK))))

  ;; Grams by the table of terms; those that are none of them are left out.
  (func (export "countTerms") (COUNT))

  (define TAKE
    (local.set $column (call $murmur (local.get $start) (i32.sub (local.get $stop) (local.get $start))))
    (local.set $amount (select (i32.const -1) (i32.const 1)
      (i32.and (local.get $signs) (i32.lt_s (local.get $column) (i32.const 0)))))
    (local.set $column (i32.rem_u
      (select (i32.sub (i32.const 0) (local.get $column)) (local.get $column) (i32.lt_s (local.get $column) (i32.const 0)))
      (local.get $width)))
    (MARK))

  ;; Grams by their hash.
  (func (export "countHashes") (COUNT))

  (define SCRAMBLED
    (i32.mul (i32.rotl (i32.mul (local.get $block) (i32.const 0xcc9e2d51)) (i32.const 15)) (i32.const 0x1b873593)))

  ;; MurmurHash3 of 32 bits with seed 0, as in murmur-hash.ts.
  (func $murmur (param $at i32) (param $length i32) (result i32)
    (local $end i32) (local $block i32) (local $hash i32) (local $rest i32)
    (local.set $rest (i32.and (local.get $length) (i32.const 3)))
    (local.set $end (i32.sub (i32.add (local.get $at) (local.get $length)) (local.get $rest)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $block (i32.load (local.get $at)))
        (local.set $hash (i32.add (i32.const 0xe6546b64)
          (i32.mul (i32.rotl (i32.xor (local.get $hash) (SCRAMBLED)) (i32.const 13)) (i32.const 5))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (local.set $block (i32.and (i32.load (local.get $at))
      (i32.sub (i32.shl (i32.const 1) (i32.shl (local.get $rest) (i32.const 3))) (i32.const 1))))
    (local.set $hash (i32.xor (i32.xor (local.get $hash) (SCRAMBLED)) (local.get $length)))
    (local.set $hash (i32.mul (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 16))) (i32.const 0x85ebca6b)))
    (local.set $hash (i32.mul (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 13))) (i32.const 0xc2b2ae35)))
    (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 16))))

  ;; Writes the columns that were met, in their order, with what they add up to; all is 0 as before the text.
  (func $gather (param $plan i32) (result i32)
    (local $counts i32) (local $columns i32) (local $sums i32) (local $at i32) (local $column i32) (local $end i32)
    (repeat 3 (local $level% i32) (local $i% i32) (local $word% i64))
    (local.set $counts (i32.load offset=24 (local.get $plan)))
    (repeat 3 (local.set $level% (i32.load offset=28 (i32.add (local.get $plan) (i32.const %*4)))))
    (local.set $end (i32.load offset=40 (local.get $plan)))
    (local.set $columns (i32.load offset=44 (local.get $plan)))
    (local.set $sums (i32.load offset=48 (local.get $plan)))
    (loop $groups
      (local.set $at (i32.add (local.get $level2) (i32.shl (local.get $i2) (i32.const 3))))
      (local.set $word2 (i64.load (local.get $at)))
      (i64.store (local.get $at) (i64.const 0))
      (if (i64.ne (local.get $word2) (i64.const 0)) (then
        (loop $next2
          (local.set $i1 (i32.or (i32.shl (local.get $i2) (i32.const 6)) (i32.wrap_i64 (i64.ctz (local.get $word2)))))
          (local.set $at (i32.add (local.get $level1) (i32.shl (local.get $i1) (i32.const 3))))
          (local.set $word1 (i64.load (local.get $at)))
          (i64.store (local.get $at) (i64.const 0))
          (loop $next1
            (local.set $i0 (i32.or (i32.shl (local.get $i1) (i32.const 6)) (i32.wrap_i64 (i64.ctz (local.get $word1)))))
            (local.set $at (i32.add (local.get $level0) (i32.shl (local.get $i0) (i32.const 3))))
            (local.set $word0 (i64.load (local.get $at)))
            (i64.store (local.get $at) (i64.const 0))
            (loop $next0
              (local.set $column (i32.or (i32.shl (local.get $i0) (i32.const 6)) (i32.wrap_i64 (i64.ctz (local.get $word0)))))
              (i32.store (local.get $columns) (local.get $column))
              (local.set $at (i32.add (local.get $counts) (i32.shl (local.get $column) (i32.const 2))))
              (i32.store (local.get $sums) (i32.load (local.get $at)))
              (i32.store (local.get $at) (i32.const 0))
              (local.set $columns (i32.add (local.get $columns) (i32.const 4)))
              (local.set $sums (i32.add (local.get $sums) (i32.const 4)))
              (br_if $next0 (i64.ne (i64.const 0)
                (local.tee $word0 (i64.and (local.get $word0) (i64.sub (local.get $word0) (i64.const 1)))))))
            (br_if $next1 (i64.ne (i64.const 0)
              (local.tee $word1 (i64.and (local.get $word1) (i64.sub (local.get $word1) (i64.const 1)))))))
          (br_if $next2 (i64.ne (i64.const 0)
            (local.tee $word2 (i64.and (local.get $word2) (i64.sub (local.get $word2) (i64.const 1)))))))))
      (local.set $i2 (i32.add (local.get $i2) (i32.const 1)))
      (br_if $groups (i32.lt_u (i32.add (local.get $level2) (i32.shl (local.get $i2) (i32.const 3))) (local.get $end))))
    (i32.shr_u (i32.sub (local.get $columns) (i32.load offset=44 (local.get $plan))) (i32.const 2)))
)
