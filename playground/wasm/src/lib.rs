//! dynolint for the browser. One request in JSON, one answer in JSON: see [`protocol`].
//!
//! The page writes a request into the memory that [`abi::input`] gives, calls [`abi::run`], and reads as many bytes as
//! that says from [`abi::output`]. Nothing here reads memory by address, and no tool has to generate glue.

mod answer;
mod files;
mod protocol;

pub mod abi {
    //! The three functions that the page calls.
    #![expect(unsafe_code, reason = "an exported function must have a name of its own")]

    use std::cell::RefCell;

    thread_local! {
        static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }

    /// Room for a request of this many bytes.
    #[unsafe(no_mangle)]
    pub extern "C" fn input(length: usize) -> *mut u8 {
        INPUT.with_borrow_mut(|input| {
            input.clear();
            input.resize(length, 0);
            input.as_mut_ptr()
        })
    }

    /// Answers the request; gives the length of the answer.
    #[unsafe(no_mangle)]
    pub extern "C" fn run() -> usize {
        let answer = INPUT.with_borrow(|input| crate::answer::to(input));
        OUTPUT.with_borrow_mut(|output| {
            *output = answer;
            output.len()
        })
    }

    /// Where the answer is, until the next one.
    #[unsafe(no_mangle)]
    pub extern "C" fn output() -> *const u8 {
        OUTPUT.with_borrow(Vec::as_ptr)
    }
}
