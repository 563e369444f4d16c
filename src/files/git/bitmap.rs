//! Sets of numbers as git's index writes them: words of 64 bits, long runs of equal ones counted.

use super::index::number;

/// Nobody has an index with more entries; a few bytes can claim them.
const MOST: usize = 4 << 20;

/// The numbers of a set, in order, and what follows it.
///
/// ```text
/// bits (4) | words (4) | word (8) … | where the last marker is (4)
/// a marker: bit 0 what its run repeats, bits 1-32 the run's words, bits 33-63 how many plain words follow
/// ```
pub(super) fn ones(bytes: &[u8]) -> Option<(Vec<usize>, &[u8])> {
    let (_, rest) = number(bytes)?;
    let (count, rest) = number(rest)?;
    let (words, rest) = rest.split_at_checked((count as usize).checked_mul(8)?)?;
    let (_, rest) = number(rest)?;
    let mut words =
        words.chunks_exact(8).map(|word| word.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let Some(marker) = words.next() {
        let run = usize::try_from(marker >> 1 & 0xffff_ffff).ok()?.checked_mul(64)?;
        let end = at.checked_add(run)?;
        if marker & 1 == 1 {
            found.extend(at..end.min(MOST));
        }
        at = end;
        for _ in 0..marker >> 33 {
            let word = words.next()?;
            found.extend((0..64).filter(|bit| word >> bit & 1 == 1).map(|bit| at.saturating_add(bit)));
            at = at.checked_add(64)?;
        }
        if at > MOST {
            return None;
        }
    }
    Some((found, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[u64]) -> Vec<u8> {
        let count = words.len() as u32;
        let mut bytes = [0_u32.to_be_bytes(), count.to_be_bytes()].concat();
        words.iter().for_each(|word| bytes.extend(word.to_be_bytes()));
        bytes.extend([0; 4]);
        bytes
    }

    #[test]
    fn runs_and_plain_words() {
        let bytes = set(&[1 << 1 | 2 << 33, 0b101, 1 << 63, 1 | 1 << 1]);
        let wanted: Vec<usize> = [64, 66, 191].into_iter().chain(192..256).collect();
        assert_eq!(ones(&bytes), Some((wanted, &[][..])));
        assert_eq!(ones(&[set(&[]), vec![7]].concat()), Some((Vec::new(), &[7][..])));
    }

    #[test]
    fn claims_beyond_all_measure_are_refused() {
        for words in [&[u64::MAX][..], &[0xffff_ffff << 1 | 1], &[1 << 33], &[0xffff_ffff << 1; 3]] {
            assert_eq!(ones(&set(words)), None, "{words:?}");
        }
        assert_eq!(ones(&[0, 0, 0, 0, 255, 255, 255, 255]), None);
    }
}
