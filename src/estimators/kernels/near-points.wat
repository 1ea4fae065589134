;; Points that may be nearer to a row than some distance, told in float32, which is quick and errs on the safe side.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; Points lie sixteen side by side: their first numbers, their second numbers, … .
  ;;
  ;; $group    the first group of sixteen to look at, under $groups
  ;; $columns  at least 1
  ;; $x        the row times −2
  ;; $norms    what each point's sum begins with
  ;; $limit    what sums must be below
  ;; $out      64 bytes for the sums of the group that is found
  ;; result    the first group with a sum below the limit, or one that is no number; $groups where there is none
  (func (export "nearer") (param $points i32) (param $group i32) (param $groups i32) (param $columns i32)
      (param $x i32) (param $norms i32) (param $limit f32) (param $out i32) (result i32)
    (local $at i32) (local $end i32) (local $given v128)
    (repeat 4 (local $sum% v128))
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $columns) (i32.const 2))))
    (local.set $points (i32.add (local.get $points)
      (i32.mul (local.get $group) (i32.shl (local.get $columns) (i32.const 6)))))
    (local.set $norms (i32.add (local.get $norms) (i32.shl (local.get $group) (i32.const 6))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $group) (local.get $groups)))
        (repeat 4 (local.set $sum% (v128.load offset=0x%0 (local.get $norms))))
        (local.set $at (local.get $x))
        (loop $column
          (local.set $given (v128.load32_splat (local.get $at)))
          (repeat 4
            (local.set $sum% (f32x4.add (local.get $sum%)
              (f32x4.mul (local.get $given) (v128.load offset=0x%0 (local.get $points))))))
          (local.set $points (i32.add (local.get $points) (i32.const 64)))
          (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end))))
        (local.set $given (f32x4.splat (local.get $limit)))
        (if (i32.eqz (i32x4.all_true (v128.and
            (v128.and (f32x4.ge (local.get $sum0) (local.get $given)) (f32x4.ge (local.get $sum1) (local.get $given)))
            (v128.and (f32x4.ge (local.get $sum2) (local.get $given)) (f32x4.ge (local.get $sum3) (local.get $given))))))
          (then
            (repeat 4 (v128.store offset=0x%0 (local.get $out) (local.get $sum%)))
            (br $done)))
        (local.set $norms (i32.add (local.get $norms) (i32.const 64)))
        (local.set $group (i32.add (local.get $group) (i32.const 1)))
        (br $next)))
    (local.get $group)))
